import { isSink } from '#contract/spec.ts';
import { setQueue } from '#pipeline/edges.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { type LintContext, nameOf, type Rule } from '#pipeline/lint/lintContext.ts';
import type { Wire } from '#pipeline/wiring.ts';
import type { OverflowPolicy } from '#stream/queueSettings.ts';

const LOSES: Readonly<Record<Exclude<OverflowPolicy, 'block'>, string>> = {
  'drop-oldest': 'drops the oldest chunk',
  'drop-newest': 'drops the newest chunk',
  'keep-latest': 'keeps only the latest chunk',
};

/** A queue that rides out a slow moment: two seconds of pictures. */
const LONG = 64;

/** A policy that loses chunks where none may be lost: in a batch run, and on the way into a file. */
export const policies: Rule = (context) => [
  ...(context.mode === 'batch'
    ? context.wiring.wires.flatMap((wire) => inBatch(context, wire))
    : []),
  ...(context.mode === 'live'
    ? context.nodes.flatMap(({ node }) => intoFile(context, node.id))
    : []),
];

/** Batch blocks everywhere, whatever the document says. */
function inBatch(context: LintContext, { id, edge, from, to }: Wire): readonly Finding[] {
  const overflow = edge.queue?.overflow;
  const flushes = edge.queue?.flushOnEnd === true ? [flushInBatch(context, { id, from, to })] : [];
  if (overflow === undefined || overflow === 'block') return flushes;
  return [
    ...flushes,
    {
      rule: 'policy-in-batch',
      severity: 'hint',
      edge: id,
      title: 'A batch run drops nothing',
      message: `The queue from ${nameOf(context, from)} to ${nameOf(context, to)} ${LOSES[overflow]} when it is full. In a batch run it holds the sender instead, so results differ from a live run.`,
      fix: {
        title: 'Hold the sender',
        apply: (pipeline) =>
          setQueue(pipeline, id, { ...capacityOf(edge.queue), overflow: 'block' }),
      },
    },
  ];
}

function flushInBatch(
  context: LintContext,
  { id, from, to }: Pick<Wire, 'id' | 'from' | 'to'>,
): Finding {
  return {
    rule: 'flush-in-batch',
    severity: 'hint',
    edge: id,
    title: 'A batch run gives nothing up at the end',
    message: `The queue from ${nameOf(context, from)} to ${nameOf(context, to)} gives up what waits when the stream ends. In a batch run all of it is still processed.`,
  };
}

/** What a device sends and a sink stores: each chunk lost on the way is missing in the file. */
function intoFile(context: LintContext, id: Wire['to']): readonly Finding[] {
  const sink = context.at(id);
  if (!sink || !isSink(sink.spec) || sink.spec.privacy !== 'stores') return [];
  const device = context.sourcesOf(id).find(({ spec }) => spec.live);
  if (!device) return [];
  const way = new Set(context.wiring.above(id));
  return context.wiring.wires.flatMap(({ id: edge, edge: { queue }, to }): readonly Finding[] => {
    const overflow = queue?.overflow;
    if (!way.has(to) || overflow === undefined || overflow === 'block') return [];
    if (overflow === 'drop-oldest' && (queue?.capacity ?? 0) >= LONG) return [];
    return [
      {
        rule: 'dropped-recording',
        severity: 'warning',
        edge,
        title: 'The file may have gaps',
        message: `On the way from ${device.title} to ${sink.title} this queue ${LOSES[overflow]} when it is full; what it loses is missing in the file. A longer queue that drops the oldest rides out a slow moment.`,
        fix: {
          title: `Let ${LONG} chunks wait`,
          apply: (pipeline) =>
            setQueue(pipeline, edge, { overflow: 'drop-oldest', capacity: LONG }),
        },
      },
    ];
  });
}

function capacityOf(queue: Wire['edge']['queue']): { readonly capacity?: number } {
  return queue?.capacity === undefined || queue.overflow === 'keep-latest'
    ? {}
    : { capacity: queue.capacity };
}
