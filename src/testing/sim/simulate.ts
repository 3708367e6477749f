import { createEngine } from '#engine/createEngine.ts';
import type { Engine } from '#engine/engine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';
import type { SpawnWorker } from '#engine/workerHandle.ts';
import { hasEnded, noHosts } from '#testing/engineRuns.ts';
import * as Comlink from 'comlink';
import type { Command } from './commands.ts';
import { Dice } from './dice.ts';
import { EdgeWatch } from './edgeWatch.ts';
import { Journal } from './journal.ts';
import { levelsOf, limitsOf } from './limits.ts';
import { ReadingWatch } from './readingWatch.ts';
import type { Scenario } from './scenario.ts';
import { simParams, simSpecOf, type SimParams } from './simSpecs.ts';
import { SimPort } from './simPort.ts';
import { SimThread } from './simThread.ts';
import { watchedKernel } from './watchedKernel.ts';
import { type Stop, World, type WorldWatch } from './world.ts';

/** What came of one simulated run. */
export interface SimResult {
  readonly journal: Journal;
  /** The last one; of a run that never ended, the newest. */
  readonly snapshot: RunSnapshot | undefined;
  readonly stop: Stop;
  /** When it ended, in ms of virtual time, and after how many happenings. */
  readonly at: number;
  readonly count: number;
  readonly uncaught: readonly string[];
  /** Nodes whose worker had died by the end. */
  readonly dead: ReadonlySet<string>;
  /** Timers and messages that were left when the engine had been disposed of. */
  readonly left: number;
}

/** No simulated run is that long, in ms: one that is hangs. */
const LIMIT_MS = 120_000;
/** As long as the engine waits for a source to unwind, and a bit. */
const UNWINDING_MS = 400;
/** How often a worker is looked at besides, and how far apart at most, in ms. */
const LOOKS = 12;
const LOOK_EVERY_MS = 15;
/** For what comes after the end: threads that stop, ports that close. */
const AFTER_MS = 5000;

/** Runs a scenario in a world of its own; the same scenario always comes to the same result. */
export async function simulate(scenario: Scenario): Promise<SimResult> {
  const world = new World(new Dice(scenario.seed, `world ${scenario.workers}`).random);
  const journal = new Journal(limitsOf(scenario), levelsOf(scenario));
  const page = new SimThread(world, 'page');
  const crew = new SimCrew(world, page, journal);
  using _proxies = proxiesBySimPorts(world, page);
  world.watch = watchOf(scenario, journal);
  const engine = createEngine({
    spawn: crew.spawn,
    hosts: noHosts,
    specOf: simSpecOf,
    workers: scenario.workers,
    thread: page,
    sharesMemory: scenario.sharesMemory,
  });
  const { pipeline, mode, seed, deadlock } = scenario;
  let started: Promise<void> | undefined;
  world.at(0, page, () => {
    started = engine.start(pipeline, { mode, seed, deadlock });
  });
  for (const command of scenario.commands) {
    world.at(command.at, page, () => perform(command, engine, crew, world));
  }
  const ended = (): boolean => engine.snapshot !== undefined && hasEnded(engine.snapshot);
  const stop = await world.run(ended, LIMIT_MS);
  const { snapshot } = engine;
  const { now, count } = world;
  // Calls that were given up settle, streams unwind.
  await world.run(() => false, UNWINDING_MS);
  const dead = crew.deadNodes(snapshot);
  world.at(world.now, page, () => void engine[Symbol.asyncDispose]());
  await world.run(() => false, AFTER_MS);
  void started;
  const { uncaught, pending } = world;
  world.end();
  return {
    journal,
    snapshot,
    stop,
    at: now,
    count,
    uncaught,
    dead,
    left: pending,
  };
}

function watchOf(scenario: Scenario, journal: Journal): WorldWatch {
  const edges = new EdgeWatch(scenario, journal);
  const readings = new ReadingWatch(scenario, journal);
  return {
    posted(port, data) {
      edges.posted(port, data);
      readings.posted(port, data);
    },
    heard: (message) => readings.heard(message),
    rung: (words) => edges.rung(words),
  };
}

/** The workers of a simulated engine. */
class SimCrew {
  readonly page: SimThread;
  readonly #world: World;
  readonly #journal: Journal;
  readonly #threads: { readonly thread: SimThread; tell: (message: string) => void }[] = [];

  constructor(world: World, page: SimThread, journal: Journal) {
    this.#world = world;
    this.page = page;
    this.#journal = journal;
  }

  readonly spawn: SpawnWorker = () => {
    const world = this.#world;
    const thread = new SimThread(world, `worker ${this.#threads.length}`);
    const { port1, port2 } = SimPort.channel(world, this.page, true);
    port2.thread = thread;
    const load = async (operator: string): ReturnType<Parameters<typeof serveWorker>[0]> =>
      watchedKernel(operator, thread, this.#journal);
    serveWorker(load, port2 as unknown as Comlink.Endpoint, thread);
    const entry = { thread, tell: (_message: string): void => {} };
    this.#threads.push(entry);
    this.#lookAt(port1);
    return {
      endpoint: port1 as unknown as Comlink.Endpoint,
      onError(listener) {
        entry.tell = listener;
      },
      terminate: () => thread.die(),
    };
  };

  /** Asks a worker for its counters more often than the engine does; the answers are for whoever watches. */
  #lookAt(port: SimPort): void {
    const world = this.#world;
    let at = world.now;
    for (let i = 0; i < LOOKS; i++) {
      at += world.random() * LOOK_EVERY_MS;
      const question = { id: `look ${i}`, type: 'APPLY', path: ['inspect'], argumentList: [] };
      world.at(at, this.page, () => port.postMessage(question));
    }
  }

  /** Undefined for a worker that has not been needed. */
  thread(worker: number): SimThread | undefined {
    return this.#threads[worker]?.thread;
  }

  /** Nodes of workers that have died. Workers are started in the order of their numbers. */
  deadNodes(snapshot: RunSnapshot | undefined): ReadonlySet<string> {
    const nodes = Object.entries(snapshot?.nodes ?? {});
    const used = [...new Set(nodes.map(([, { worker }]) => worker))].toSorted((a, b) => a - b);
    const isDead = (worker: number): boolean => !this.thread(used.indexOf(worker))?.alive;
    return new Set(nodes.filter(([, { worker }]) => isDead(worker)).map(([id]) => id));
  }

  /** Dies; with `isTold` its page hears of it. */
  kill(worker: number, isTold: boolean): void {
    const entry = this.#threads[worker];
    if (!entry?.thread.alive) return;
    entry.thread.die();
    if (isTold) this.#world.at(this.#world.now + 1, this.page, () => entry.tell('It crashed.'));
  }
}

function perform(command: Command, engine: Engine, crew: SimCrew, world: World): void {
  switch (command.kind) {
    case 'pause':
      engine.pause();
      break;
    case 'resume':
      engine.resume();
      break;
    case 'step':
      engine.step();
      break;
    case 'stop':
      void engine.stop();
      break;
    case 'update':
      engine.update(command.node, simParams(command.params as Partial<SimParams>) as never);
      break;
    case 'queue':
      engine.setQueue(command.edge, command.queue);
      break;
    case 'kill':
    case 'vanish':
      crew.kill(command.worker, command.kind === 'kill');
      break;
    case 'hang':
      crew.thread(command.worker)?.hang(command.ms);
      break;
    case 'freeze':
      crew.page.hang(command.ms);
      break;
    case 'tap': {
      const off = engine.tap(command.address, { width: 32, height: 18, rate: 30 }, () => {});
      if (command.forMs < Infinity) world.at(command.at + command.forMs, crew.page, off);
    }
  }
}

/** While it lasts comlink makes proxies over simulated ports. */
function proxiesBySimPorts(world: World, page: SimThread): Disposable {
  const before = Comlink.transferHandlers.get('proxy')!;
  Comlink.transferHandlers.set('proxy', {
    canHandle: before.canHandle,
    serialize(value: object) {
      const { port1, port2 } = SimPort.channel(world, page, true);
      Comlink.expose(value, port1 as unknown as Comlink.Endpoint);
      return [port2, [port2 as unknown as Transferable]];
    },
    deserialize: (port: unknown): unknown => Comlink.wrap(port as Comlink.Endpoint),
  });
  return {
    [Symbol.dispose]: () => void Comlink.transferHandlers.set('proxy', before),
  };
}
