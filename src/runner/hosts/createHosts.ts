import { Fault } from '#contract/fault.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { FileParam } from '#contract/params.ts';
import type { Capability } from '#contract/spec.ts';
import type { Hosts } from '#engine/hosts.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { FileBlob } from '#runner/fileBlob.ts';
import { ownFile } from '#runner/home.ts';
import type { Place, Saves } from './saves.ts';

/** What the files of one run are. */
export interface Files {
  /** The bytes of a file param; undefined where they are not known. */
  read(file: FileParam): Blob | undefined;
  /** Where a node's next file goes; `name` is what the kernel suggests. */
  place(node: NodeId, name: string): Place;
}

/** The hosts of Node for one run: files in and out, no devices. */
export function createHosts(files: Files, saves: Saves): Hosts {
  return {
    async open<C extends Capability>(
      capability: C,
      request: HostRequest[C],
      lease: AbortSignal,
      node: NodeId,
    ): Promise<HostReply[C]> {
      const asked = { capability, request } as Asked;
      const answer = async (): Promise<HostReply[Capability]> => {
        switch (asked.capability) {
          case 'file':
            return fileOf(asked.request, files);
          case 'save':
            return (await saves.open(node, () => files.place(node, asked.request.name), lease))
              .stream;
          case 'model':
            return modelFile(asked.request);
          case 'camera':
          case 'microphone':
          case 'speaker':
          case 'recogniser':
            throw notHere(asked.capability);
        }
      };
      return (await answer()) as HostReply[C];
    },
    hold: () => {},
    release: () => {},
    openTracks: 0,
  };
}

type Asked = {
  readonly [C in Capability]: { readonly capability: C; readonly request: HostRequest[C] };
}[Capability];

function fileOf({ file }: HostRequest['file'], files: Files): Blob {
  const blob = files.read(file);
  if (blob) return blob;
  throw new Fault({
    title: 'The file is not here',
    message: 'Its bytes are not on this machine. Name the file with --source.',
    remedies: [],
  });
}

function modelFile({ model, file }: HostRequest['model']): Blob {
  const path = ownFile(`models/${model}/${file}`);
  if (path !== undefined) return new FileBlob(path);
  throw new Fault({
    title: 'The model is not here',
    message: `'${file}' of the model '${model}' does not come with this copy of the command. Run 'npm run models' in the folder of Millrace to get it.`,
    remedies: [],
    kind: 'unavailable',
  });
}

function notHere(device: 'camera' | 'microphone' | 'speaker' | 'recogniser'): Fault {
  const [what, instead] =
    device === 'recogniser'
      ? ["browser's recogniser", 'Choose another engine.']
      : [device, 'Feed the node from a file with --source.'];
  return new Fault({
    title: `No ${what} here`,
    message: `The command line has no ${what}. ${instead}`,
    remedies: [],
    kind: 'unavailable',
  });
}
