import type { RunSnapshot } from '#engine/snapshot.ts';
import { totalDrops } from '#stream/dropReason.ts';
import type { PreparedRun } from './prepareRun.ts';

/** Tells the terminal how a run goes. Dispose it before anything else is printed. */
export interface Progress extends Disposable {
  show(snapshot: RunSnapshot): void;
}

/** A line that is written over on a terminal; nothing where nobody would see it change. */
export function progressOf({ plan }: PreparedRun): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, [Symbol.dispose]: () => {} };
  const sources = [...plan.nodes.values()].filter(({ inputs }) => inputs.length === 0);
  return {
    show(snapshot) {
      const read = sources.flatMap(({ node }) => snapshot.nodes[node.id] ?? []);
      const out = read.reduce((sum, one) => sum + one.out, 0);
      const rate = read.reduce((sum, one) => sum + one.rate, 0);
      const seconds = (snapshot.elapsedMs / 1000).toFixed(1);
      const line = `${seconds} s · ${out} chunks, ${rate.toFixed(0)} a second · ${dropsOf(snapshot)} dropped`;
      stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, stderr.columns - 1))}`);
    },
    [Symbol.dispose]: () => void stderr.write('\r\u001b[K'),
  };
}

/** Everything that was dropped in a run, on edges and in nodes. */
export function dropsOf({ nodes, edges }: RunSnapshot): number {
  const all = [...Object.values(nodes), ...Object.values(edges)];
  return all.reduce((sum, { dropped }) => sum + totalDrops(dropped), 0);
}
