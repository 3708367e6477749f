import type { DeadlockRule, RunMode } from '#engine/engine.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { type Command, somePauses, someQueues, someTaps, someUpdates } from './commands.ts';
import { Dice } from './dice.ts';
import { growPipeline } from './simPipeline.ts';
import { FAILURES, partsOf } from './simSpecs.ts';

/** One thing to be simulated, wholly given by its seed. */
export interface Scenario {
  readonly seed: number;
  readonly mode: RunMode;
  readonly workers: number;
  /** Frames between workers stay in shared memory; else they move by transfer. */
  readonly sharesMemory: boolean;
  readonly pipeline: Pipeline;
  readonly commands: readonly Command[];
  /** True if full queues may hold each other up. */
  readonly isTangled: boolean;
  readonly deadlock: DeadlockRule;
  /** True if nothing fails, drops or is changed: every output of deterministic operators is known. */
  readonly isQuiet: boolean;
}

/** What changes nothing that deterministic operators send. */
export interface Variant {
  readonly workers: number;
  readonly sharesMemory: boolean;
  readonly taps: boolean;
  readonly pauses: boolean;
  readonly queues: boolean;
  readonly halved: boolean;
}

/** The scenario of a seed: four of ten quiet, so that its outputs are known, the others with faults. */
export function scenarioOf(seed: number): Scenario {
  const dice = new Dice(seed, 'scenario');
  const kind = dice.weighted({ quiet: 4, live: 4, batch: 2 });
  const mode = dice.weighted<RunMode>(MODES[kind]);
  const isTangled = dice.chance(0.4);
  const pipeline = growPipeline(dice, {
    cameras: kind === 'live' && mode === 'live' && dice.chance(0.5),
    drops: kind === 'live',
    paced: mode === 'live',
    tangled: isTangled,
  });
  const workers = dice.pick([1, 2, 3, 4]);
  const base: Scenario = {
    seed,
    mode,
    workers,
    sharesMemory: dice.chance(0.3),
    pipeline,
    commands: [],
    isTangled,
    deadlock: kind !== 'quiet' && dice.chance(0.4) ? 'report' : 'relieve',
    isQuiet: kind === 'quiet',
  };
  return kind === 'quiet' ? base : withFaults(base, dice);
}

const MODES = {
  quiet: { batch: 5, live: 3, bounded: 2 },
  live: { live: 3, bounded: 1 },
  batch: { batch: 1 },
} as const;

/** The same scenario, run another way. */
export function varied(scenario: Scenario, variant: Variant): Scenario {
  const dice = new Dice(scenario.seed, JSON.stringify(variant));
  const commands: Command[] = [...scenario.commands];
  if (variant.taps) commands.push(...someTaps(scenario.pipeline, dice));
  if (variant.pauses) commands.push(...somePauses(dice));
  if (variant.queues) commands.push(...someQueues(scenario.pipeline, false, dice));
  return {
    ...scenario,
    workers: variant.workers,
    sharesMemory: variant.sharesMemory,
    pipeline: variant.halved ? halved(scenario.pipeline) : scenario.pipeline,
    commands,
  };
}

/** Sources of sound send the same samples in blocks of half the length. */
export function halved(pipeline: Pipeline): Pipeline {
  return {
    ...pipeline,
    nodes: pipeline.nodes.map((node) => {
      const { name, kind } = partsOf(node.operator);
      if (kind !== 'audio' || name !== 'source') return node;
      const { count, block } = node.params as { readonly count: number; readonly block: number };
      return { ...node, params: { ...node.params, count: count * 2, block: block / 2 } };
    }),
  };
}

function withFaults(scenario: Scenario, dice: Dice): Scenario {
  const commands: Command[] = [];
  let { pipeline } = scenario;
  const somewhen = (): number => dice.float(0, dice.pick([20, 200, 800]));
  const faults = dice.int(0, 3);
  for (let i = 0; i < faults; i++) {
    const worker = dice.int(0, scenario.workers - 1);
    switch (
      dice.weighted({
        fail: 6,
        update: 6,
        queue: 5,
        pause: 4,
        stop: 4,
        tap: 3,
        hang: 1,
        kill: 1,
        vanish: 1,
        freeze: 1,
      })
    ) {
      case 'fail':
        pipeline = withFailure(pipeline, dice);
        break;
      case 'update':
        commands.push(...someUpdates(pipeline, dice));
        break;
      case 'queue':
        commands.push(...someQueues(pipeline, true, dice));
        break;
      case 'pause':
        commands.push(...somePauses(dice));
        break;
      case 'stop':
        commands.push({ at: somewhen(), kind: 'stop' });
        break;
      case 'tap':
        commands.push(...someTaps(pipeline, dice));
        break;
      case 'hang':
        commands.push({ at: somewhen(), kind: 'hang', worker, ms: dice.pick([50, 900, Infinity]) });
        break;
      case 'kill':
        commands.push({ at: somewhen(), kind: 'kill', worker });
        break;
      case 'vanish':
        commands.push({ at: somewhen(), kind: 'vanish', worker });
        break;
      case 'freeze':
        commands.push({ at: somewhen(), kind: 'freeze', ms: dice.pick([150, 5000]) });
    }
  }
  return { ...scenario, pipeline, commands };
}

function withFailure(pipeline: Pipeline, dice: Dice): Pipeline {
  const victim = dice.pick(pipeline.nodes);
  const params = { failure: dice.pick(FAILURES), failAt: dice.int(1, 12) };
  return {
    ...pipeline,
    nodes: pipeline.nodes.map((node) =>
      node === victim ? { ...node, params: { ...node.params, ...params } } : node,
    ),
  };
}
