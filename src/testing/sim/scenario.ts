import type { Json } from '#base/json.ts';
import type { RunMode, TapAddress } from '#engine/engine.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { Dice } from './dice.ts';
import { growPipeline } from './simPipeline.ts';
import { FAILURES, outputsOf, partsOf } from './simSpecs.ts';

/** Something that is done to a run, so many ms after its start. */
export type Command = { readonly at: number } & (
  | { readonly kind: 'pause' | 'resume' | 'step' | 'stop' }
  | {
      readonly kind: 'update';
      readonly node: NodeId;
      readonly params: Readonly<Record<string, Json>>;
    }
  | { readonly kind: 'kill' | 'vanish'; readonly worker: number }
  | { readonly kind: 'hang'; readonly worker: number; readonly ms: number }
  | { readonly kind: 'freeze'; readonly ms: number }
  | { readonly kind: 'tap'; readonly address: TapAddress; readonly forMs: number }
);

/** One thing to be simulated, wholly given by its seed. */
export interface Scenario {
  readonly seed: number;
  readonly mode: RunMode;
  readonly workers: number;
  /** Frames between workers stay in shared memory; else they move by transfer. */
  readonly sharesMemory: boolean;
  readonly pipeline: Pipeline;
  readonly commands: readonly Command[];
  /** True if nothing fails, drops or is changed: every output of deterministic operators is known. */
  readonly isQuiet: boolean;
}

/** What changes nothing that deterministic operators send. */
export interface Variant {
  readonly workers: number;
  readonly sharesMemory: boolean;
  readonly taps: boolean;
  readonly pauses: boolean;
  readonly halved: boolean;
}

/** The scenario of a seed: a third quiet, so that its outputs are known, the others with faults. */
export function scenarioOf(seed: number): Scenario {
  const dice = new Dice(seed, 'scenario');
  const kind = dice.weighted({ quiet: 4, live: 4, batch: 2 });
  const mode: RunMode =
    kind === 'live' || (kind === 'quiet' && dice.chance(0.4)) ? 'live' : 'batch';
  const pipeline = growPipeline(dice, {
    cameras: kind === 'live' && dice.chance(0.5),
    drops: kind === 'live',
    paced: mode === 'live',
  });
  const workers = dice.pick([1, 2, 3, 4]);
  const base: Scenario = {
    seed,
    mode,
    workers,
    sharesMemory: dice.chance(0.3),
    pipeline,
    commands: [],
    isQuiet: kind === 'quiet',
  };
  return kind === 'quiet' ? base : withFaults(base, dice);
}

/** True of what a worker does not survive. */
export function isFatal(command: Command): boolean {
  return (
    command.kind === 'kill' ||
    command.kind === 'vanish' ||
    (command.kind === 'hang' && command.ms === Infinity)
  );
}

/** The same scenario, run another way. */
export function varied(scenario: Scenario, variant: Variant): Scenario {
  const dice = new Dice(scenario.seed, JSON.stringify(variant));
  const commands: Command[] = [...scenario.commands];
  if (variant.taps) commands.push(...someTaps(scenario.pipeline, dice));
  if (variant.pauses) commands.push(...somePauses(dice));
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
        update: 5,
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

function someUpdates(pipeline: Pipeline, dice: Dice): readonly Command[] {
  // One that gives out times of its own can't be opened anew: it would begin again.
  const nodes = pipeline.nodes.filter(({ operator }) => partsOf(operator).name !== 'merge');
  const able = nodes.filter(({ operator }) => ['map', 'stiff'].includes(partsOf(operator).name));
  const node = dice.pick(able.length > 0 && dice.chance(0.7) ? able : nodes);
  return Array.from({ length: dice.int(1, 4) }, () => ({
    at: dice.float(0, 300),
    kind: 'update' as const,
    node: node.id,
    params: { ...node.params, add: dice.int(0, 50) },
  }));
}

/** Pauses, each with an end, and with steps in some. */
function somePauses(dice: Dice): readonly Command[] {
  const commands: Command[] = [];
  let at = dice.float(0, 60);
  for (let i = dice.int(1, 3); i > 0; i--) {
    commands.push({ at, kind: 'pause' });
    at += dice.float(0, dice.pick([40, 40, 400]));
    for (let steps = dice.int(0, 2); steps > 0; steps--) {
      commands.push({ at, kind: 'step' });
      at += dice.float(0, 20);
    }
    commands.push({ at, kind: 'resume' });
    at += dice.float(0, 60);
  }
  return commands;
}

function someTaps(pipeline: Pipeline, dice: Dice): readonly Command[] {
  return Array.from({ length: dice.int(1, 4) }, () => {
    const node = dice.pick(pipeline.nodes);
    const port = dice.pick([...outputsOf(partsOf(node.operator).name), 'in']);
    const side = port === 'in' ? 'in' : 'out';
    return {
      at: dice.float(0, 30),
      kind: 'tap' as const,
      address: { node: node.id, side, port },
      forMs: dice.chance(0.5) ? dice.float(0, 300) : Infinity,
    };
  });
}
