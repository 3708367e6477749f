import { notReadable } from './deviceFaults.ts';

/** Blocks that may wait for the reader, about 10 ms each: a worker busy for a third of a second loses nothing. */
const WAITING = 32;

/** The sound of a microphone track, to be transferred to a worker. Whoever reads the blocks closes them. */
export function microphoneBlocks(track: MediaStreamTrack): ReadableStream<AudioData> {
  if (!('MediaStreamTrackProcessor' in globalThis)) throw notReadable('microphone');
  return new MediaStreamTrackProcessor({
    track: track as MediaStreamAudioTrack,
    maxBufferSize: WAITING,
  }).readable;
}
