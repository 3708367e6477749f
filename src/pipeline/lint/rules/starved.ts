import { figure } from '#base/figures.ts';
import { starvedJoins } from '#pipeline/latency/starvedJoins.ts';
import { setQueue } from '#pipeline/edges.ts';
import { MAX_CAPACITY } from '#pipeline/limits.ts';
import { nameOf, type Rule } from '#pipeline/lint/lintContext.ts';
import { edgeId, splitPortRef } from '#pipeline/pipeline.ts';

/** Two ways to one node, of which one holds chunks back longer than the queue of the other can wait. */
export const starved: Rule = (context) =>
  starvedJoins(context, (id) => context.joined(id)).map((trouble) => {
    const { fork, join, short, slow, needed, held } = trouble;
    const capacity = Math.min(MAX_CAPACITY, trouble.capacity);
    const ends = [slow, short].map((id) => {
      const wire = context.wiring.wires.find((one) => one.id === id)!;
      return `${nameOf(context, wire.from)} · ${wire.output}`;
    });
    return {
      rule: 'starved-join',
      severity: 'warning',
      edge: short,
      title: 'Not enough room to wait',
      message: `${nameOf(context, join)} waits ${words(needed)} for ${ends[0]}, but the way by ${ends[1]} holds only ${words(held)}: ${nameOf(context, fork)} is held up, or chunks are lost, before both can meet.`,
      fix: {
        title: `Let ${capacity} chunks wait`,
        apply(pipeline) {
          const edge = pipeline.edges.find((one) => edgeId(one) === short);
          const overflow = edge?.queue?.overflow;
          const keeps = overflow === undefined || overflow === 'keep-latest' ? {} : { overflow };
          return edge && splitPortRef(edge.to).node === join
            ? setQueue(pipeline, short, { ...keeps, capacity })
            : pipeline;
        },
      },
    };
  });

function words(micros: number): string {
  return `${figure(micros / 1000, 0)} ms`;
}
