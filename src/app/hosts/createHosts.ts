import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import type { Hosts } from '#engine/hosts.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type { FileVault } from '#studio/services.ts';
import { cameraFrames } from './cameraFrames.ts';
import { DeviceTracks } from './deviceTracks.ts';
import { microphoneBlocks } from './microphoneBlocks.ts';
import { microphoneRing } from './microphoneRing.ts';
import { openDevice } from './openDevice.ts';
import { openFile } from './openFile.ts';
import { openModel } from './openModel.ts';
import { openRecogniser } from './openRecogniser.ts';
import { openSave } from './openSave.ts';
import { openSpeaker } from './openSpeaker.ts';

/** One way to answer, by capability. */
type Answers = {
  readonly [C in Capability]: (
    request: HostRequest[C],
    lease: AbortSignal,
    node: NodeId,
  ) => Promise<HostReply[C]>;
};

/** Takes a finished file, to hand it to the user. */
export type Deliver = (file: {
  readonly node: NodeId;
  readonly name: string;
  readonly blob: Blob;
}) => void;

/** The hosts of the browser page; `vault` keeps the files the user chose, `deliver` takes those that are made. */
export function createHosts(vault: FileVault, deliver: Deliver): Hosts {
  const tracks = new DeviceTracks();
  const answers: Answers = {
    async camera(request, lease) {
      const { device, width, height, frameRate } = request;
      const wish = {
        width: { ideal: width },
        height: { ideal: height },
        frameRate: { ideal: frameRate },
      };
      const key = `camera ${JSON.stringify(request)}`;
      const track = await tracks.take(key, lease, () => openDevice('camera', device, wish));
      return { frames: cameraFrames(track), label: track.label };
    },
    async microphone(request, lease) {
      // Processing made for calls would falsify what is measured here.
      const wish = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const key = `microphone ${JSON.stringify(request)}`;
      const track = await tracks.take(key, lease, () =>
        openDevice('microphone', request.device, wish),
      );
      const ring = await microphoneRing(track, lease);
      const { label } = track;
      return ring ? { ring, label } : { blocks: microphoneBlocks(track), label };
    },
    speaker: (_, lease) => openSpeaker(lease),
    model: openModel,
    recogniser: (request, lease) => Promise.resolve(openRecogniser(request, lease)),
    file: ({ file }) => openFile(file, vault),
    save: (request, lease, node) =>
      Promise.resolve(openSave(request, lease, (name, blob) => deliver({ node, name, blob }))),
  };
  return {
    open: (capability, request, lease, node) => answers[capability](request, lease, node),
    hold: () => tracks.hold(),
    release: () => tracks.release(),
    get openTracks() {
      return tracks.open;
    },
  };
}
