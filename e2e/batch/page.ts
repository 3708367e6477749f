import { BlobFile } from '#app/hosts/blobFile.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import { createEngine } from '#engine/createEngine.ts';
import type { Hosts } from '#engine/hosts.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { addNode } from '#pipeline/nodes.ts';
import { newNode } from '#pipeline/newNode.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { type Pipeline, portRef } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { specOf } from '#runner/specs.ts';
import { spec as tap } from '#runner/tap/spec.ts';
import { cutEverywhere, shortened, sinkStreams } from '#testing/batchExamples.ts';

/** What came of a batch run. */
export interface BatchResult {
  readonly state: RunSnapshot['state'];
  /** Whatever went wrong, as sentences. */
  readonly errors: readonly string[];
  /** Every file that was closed, by its name, base64. */
  readonly files: Readonly<Record<string, string>>;
}

/** A document made ready to be compared, and what to write of it. */
export interface Prepared {
  readonly document: string;
  readonly taps: readonly { readonly from: string; readonly file: string }[];
}

/** What the tests call. */
export interface Batch {
  prepare(text: string): Prepared;
  run(prepared: Prepared, settings: BatchSettings): Promise<BatchResult>;
}

/** How to run it. */
export interface BatchSettings {
  readonly workers: number;
  readonly cut: boolean;
  /** Files that the document names, by their hash, base64. */
  readonly given?: Readonly<Record<string, string>>;
}

Object.assign(window, { batch: { prepare, run } satisfies Batch });

function prepare(text: string): Prepared {
  const pipeline = shortened(parsed(text));
  return { document: printPipeline(pipeline, specOf), taps: sinkStreams(pipeline, specOf) };
}

async function run(
  { document, taps }: Prepared,
  { workers, cut, given = {} }: BatchSettings,
): Promise<BatchResult> {
  const pipeline = parsed(document);
  const files = new Map<string, Uint8Array>();
  await using engine = createEngine({ spawn, hosts: hostsFor(files, given), specOf, workers });
  const last = new Promise<RunSnapshot>((resolve) => {
    engine.subscribe((snapshot) => {
      if (snapshot.leaks) resolve(snapshot);
    });
  });
  const tapped = taps.reduce(withTap, cut ? cutEverywhere(pipeline) : pipeline);
  await engine.start(tapped, { mode: 'batch', seed: 1 });
  const { state, nodes, violations } = await last;
  const faults = Object.entries(nodes).flatMap(([id, { fault }]) =>
    fault ? [`${id}: ${fault.title}. ${fault.message}`] : [],
  );
  const encoded = [...files].map(([name, bytes]) => [name, base64(bytes)] as const);
  return { state, errors: [...faults, ...violations], files: Object.fromEntries(encoded) };
}

function parsed(text: string): Pipeline {
  const result = parsePipeline(text, specOf);
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ where, message }) => `${where}: ${message}`).join(' '));
}

function withTap(pipeline: Pipeline, { from, file }: Prepared['taps'][number]): Pipeline {
  const node = newNode(pipeline, tap, [0, 0], { path: file, format: 'sha256' });
  const to = portRef(node.id, 'in');
  const edge = { from: from as Pipeline['edges'][number]['from'], to };
  const grown = addNode(pipeline, node);
  return { ...grown, edges: [...grown.edges, edge] };
}

function spawn() {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    onError: (listener: (message: string) => void) =>
      void (worker.onerror = (event) => listener(event.message)),
    terminate: () => worker.terminate(),
  };
}

async function modelFile({ model, file }: HostRequest['model']): Promise<Blob> {
  const response = await fetch(`/models/${model}/${file}`);
  if (!response.ok) throw new Error(`The model '${model}' is not here.`);
  return response.blob();
}

/** Bundled media and models come from where the studio has them; what is saved is kept in `files`. */
function hostsFor(files: Map<string, Uint8Array>, given: Readonly<Record<string, string>>): Hosts {
  return {
    async open<C extends Capability>(capability: C, request: HostRequest[C]) {
      const reply = async (): Promise<HostReply[Capability]> => {
        if (capability === 'save') return collector((request as HostRequest['save']).name, files);
        if (capability === 'model') return modelFile(request as HostRequest['model']);
        if (capability !== 'file') throw new Error(`The tests have no ${capability}.`);
        const { file } = request as HostRequest['file'];
        const own = 'sha256' in file ? given[file.sha256] : undefined;
        if (own !== undefined) return new Blob([bytesOf(own)]);
        if (!('asset' in file)) throw new Error('The tests have only the bundled media.');
        return (await fetch(`/${file.asset}`)).blob();
      };
      return (await reply()) as HostReply[C];
    },
    hold: () => {},
    release: () => {},
    openTracks: 0,
  };
}

function collector(name: string, files: Map<string, Uint8Array>): HostReply['save'] {
  const file = new BlobFile();
  return new WritableStream({
    write: ({ position, data }) => file.write(position, data),
    async close() {
      files.set(name, new Uint8Array(await file.toBlob('').arrayBuffer()));
    },
  });
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.codePointAt(0)!);
}
