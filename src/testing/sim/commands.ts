import type { Json } from '#base/json.ts';
import type { TapAddress } from '#engine/engine.ts';
import {
  type EdgeId,
  edgeId,
  type EdgeQueue,
  type NodeId,
  type Pipeline,
} from '#pipeline/pipeline.ts';
import type { Dice } from './dice.ts';
import { someQueue } from './simPipeline.ts';
import { outputsOf, partsOf } from './simSpecs.ts';

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
  | { readonly kind: 'queue'; readonly edge: EdgeId; readonly queue: EdgeQueue | undefined }
  | { readonly kind: 'tap'; readonly address: TapAddress; readonly forMs: number }
);

/** True of what a worker does not survive. */
export function isFatal(command: Command): boolean {
  return (
    command.kind === 'kill' ||
    command.kind === 'vanish' ||
    (command.kind === 'hang' && command.ms === Infinity)
  );
}

/** New params for one node, rather one that takes them and that is often at work. */
export function someUpdates(pipeline: Pipeline, dice: Dice): readonly Command[] {
  // One that gives out times of its own can't be opened anew: it would begin again.
  const nodes = pipeline.nodes.filter(({ operator }) => partsOf(operator).name !== 'merge');
  const able = nodes.filter(({ operator }) =>
    ['map', 'stiff', 'crew'].includes(partsOf(operator).name),
  );
  const slow = able.filter(({ params }) => params['sleep'] !== undefined);
  const liked = slow.length > 0 && dice.chance(0.6) ? slow : able;
  const node = dice.pick(liked.length > 0 && dice.chance(0.8) ? liked : nodes);
  const within = dice.pick([15, 60, 300]);
  return Array.from({ length: dice.int(1, 6) }, () => ({
    at: dice.float(0, within),
    kind: 'update' as const,
    node: node.id,
    params: { ...node.params, add: dice.int(0, 50) },
  }));
}

/** New limits for queues, of which some change where nothing may be lost. */
export function someQueues(pipeline: Pipeline, drops: boolean, dice: Dice): readonly Command[] {
  if (pipeline.edges.length === 0) return [];
  const within = dice.pick([4, 15, 60, 300]);
  // An edge that says nothing may have no queue.
  const queued = pipeline.edges.filter(({ queue }) => queue);
  return Array.from({ length: dice.int(1, 6) }, () => ({
    at: dice.float(0, within),
    kind: 'queue' as const,
    edge: edgeId(dice.pick(queued.length > 0 && dice.chance(0.7) ? queued : pipeline.edges)),
    queue: someQueue(dice, { drops, tangled: false, fills: false }),
  }));
}

/** Pauses, each with an end, and with steps in some. */
export function somePauses(dice: Dice): readonly Command[] {
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

export function someTaps(pipeline: Pipeline, dice: Dice): readonly Command[] {
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
