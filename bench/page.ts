import { createEngine } from '#engine/createEngine.ts';
import type { Engine } from '#engine/engine.ts';
import type { Hosts } from '#engine/hosts.ts';
import type { NodeId, Pipeline, PipelineNode } from '#pipeline/pipeline.ts';
import { collectNotes } from './notes.ts';
import type { PeerTask } from './peer.worker.ts';
import { specOf } from './specs.ts';

/** What the runner calls. Times in µs. */
export interface Bench {
  /** One hop inside a task, with all its metrics, and the same hop as a plain call. */
  fusedHop(): Promise<{ readonly engine: number; readonly direct: number }>;
  /** Medians of a 1080p frame's way to another worker, and of an empty message's. */
  workerHop(): Promise<{ readonly engine: number; readonly empty: number }>;
}

/** Hops are told from the rest by the difference between a short chain and a long one. */
const SHORT = 1;
const LONG = 33;
const CHUNKS = 60_000;
const FRAMES = 1600;
const INTERVAL_MS = 3;

const noHosts: Hosts = {
  open: () => Promise.reject(new Error('The bench asks for nothing outside.')),
  hold: () => {},
  release: () => {},
  openTracks: 0,
};

const engine: Engine = createEngine({
  spawn() {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    return {
      endpoint: worker,
      onError: (listener) => (worker.onerror = (event) => listener(event.message)),
      terminate: () => worker.terminate(),
    };
  },
  hosts: noHosts,
  specOf,
  workers: 2,
  sharesMemory: crossOriginIsolated,
});

Object.assign(window, {
  bench: {
    async fusedHop() {
      const engineTime = (await chainTime(LONG)) - (await chainTime(SHORT));
      const directTime = (await directly(LONG)) - (await directly(SHORT));
      const hops = CHUNKS * (LONG - SHORT);
      return { engine: (engineTime * 1000) / hops, direct: (directTime * 1000) / hops };
    },
    async workerHop() {
      // Both at once: how long an idle core takes to wake, most of either way, is then the same for both.
      const [engineTime, empty] = await Promise.all([frameHops(), emptyMessages()]);
      return { engine: engineTime, empty };
    },
  } satisfies Bench,
});

/** How long the numbers take through a chain of so many hops, in ms. */
async function chainTime(hops: number): Promise<number> {
  const nodes = Array.from({ length: hops }, (_, i) => node(`pass-${i}`, 'bench/pass'));
  const notes = collectNotes('numbers');
  await engine.start(
    chain([node('numbers', 'bench/numbers', { count: CHUNKS }), ...nodes], 'value'),
    { mode: 'batch', seed: 1 },
  );
  const [[start, end]] = (await notes).map(({ times }) => times) as [readonly [number, number]];
  await engine.stop();
  return end - start;
}

async function directly(hops: number): Promise<number> {
  const notes = collectNotes('direct');
  using peer = startPeer({ kind: 'direct', count: CHUNKS, hops });
  const [direct] = await notes;
  void peer;
  return direct!.times[1]! - direct!.times[0]!;
}

async function frameHops(): Promise<number> {
  const notes = collectNotes('departures', 'arrivals');
  const source = node('frames', 'bench/frames', { count: FRAMES, intervalMs: INTERVAL_MS });
  const departures = node('departures', 'bench/departures');
  const pipeline = chain([source, departures, node('arrivals', 'bench/arrivals')], 'frame');
  const [inside, between] = pipeline.edges;
  await engine.start(
    // A queue of its own cuts the edge, so that its ends lie in different workers.
    { ...pipeline, edges: [inside!, { ...between!, queue: { capacity: 3 } }] },
    { mode: 'live', seed: 1 },
  );
  const [sent, arrived] = await notes;
  const { workers } = engine.snapshot!;
  if (workers.length < 2) throw new Error('The frames did not cross between workers.');
  await engine.stop();
  return medianHop(sent!.times, arrived!.times);
}

async function emptyMessages(): Promise<number> {
  const notes = collectNotes('sender', 'receiver');
  const { port1, port2 } = new MessageChannel();
  using receiver = startPeer({ kind: 'receive', count: FRAMES, port: port2 });
  using sender = startPeer({ kind: 'send', count: FRAMES, intervalMs: INTERVAL_MS, port: port1 });
  const [sent, arrived] = await notes;
  void [receiver, sender];
  return medianHop(sent!.times, arrived!.times);
}

/** In µs. The first half is warm-up: a run that goes on is compiled by then, on both sides. */
function medianHop(sent: readonly number[], arrived: readonly number[]): number {
  const hops = sent.map((time, i) => (arrived[i]! - time) * 1000).slice(sent.length / 2);
  return hops.toSorted((a, b) => a - b)[Math.floor(hops.length / 2)]!;
}

function startPeer(task: PeerTask): Disposable {
  const peer = new Worker(new URL('./peer.worker.ts', import.meta.url), { type: 'module' });
  peer.postMessage(task, 'port' in task ? [task.port] : []);
  return { [Symbol.dispose]: () => peer.terminate() };
}

function node(id: string, operator: string, params: PipelineNode['params'] = {}): PipelineNode {
  return { id: id as NodeId, operator, operatorVersion: 1, at: [0, 0], params };
}

/** The nodes one after another, each wired to the next by ports of that name. */
function chain(nodes: readonly PipelineNode[], port: string): Pipeline {
  return {
    format: 'millrace.pipeline',
    version: 1,
    name: 'Bench',
    nodes,
    edges: nodes.slice(1).map(({ id }, i) => ({
      from: `${nodes[i]!.id}.${port}` as const,
      to: `${id}.${port}` as const,
    })),
  };
}
