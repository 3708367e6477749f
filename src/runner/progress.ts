import { isSource } from '#contract/spec.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { totalDrops } from '#stream/dropReason.ts';
import type { PreparedRun } from './prepareRun.ts';

/** How often a line is printed where none can be written over, in ms of the run. */
const EVERY_MS = 10_000;

/** Tells how a run goes. Dispose it before anything else is printed. */
export interface Progress extends Disposable {
  show(snapshot: RunSnapshot): void;
}

/** Where progress is printed; standard error is one. */
export interface ProgressTerminal {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** On a terminal a line that is written over; elsewhere a line every ten seconds. */
export function progressOf(
  { plan }: Pick<PreparedRun, 'plan'>,
  terminal: ProgressTerminal = process.stderr,
): Progress {
  const sources = [...plan.nodes.values()].filter(({ spec }) => isSource(spec));
  const ids = sources.map(({ node }) => node.id);
  const columns = Math.max(20, (terminal.columns ?? 80) - 1);
  let due = EVERY_MS;
  const printed = (snapshot: RunSnapshot): void => {
    if (snapshot.elapsedMs < due) return;
    due = snapshot.elapsedMs + EVERY_MS;
    terminal.write(`${lineOf(snapshot, ids)}\n`);
  };
  if (!terminal.isTTY) return { show: printed, [Symbol.dispose]: () => {} };
  return {
    show: (snapshot) => void terminal.write(`\r\u001b[K${lineOf(snapshot, ids).slice(0, columns)}`),
    [Symbol.dispose]: () => void terminal.write('\r\u001b[K'),
  };
}

/** Everything that was dropped in a run, on edges and in nodes. */
export function dropsOf({ nodes, edges }: RunSnapshot): number {
  const all = [...Object.values(nodes), ...Object.values(edges)];
  return all.reduce((sum, { dropped }) => sum + totalDrops(dropped), 0);
}

function lineOf(snapshot: RunSnapshot, sources: readonly (keyof RunSnapshot['nodes'])[]): string {
  const read = sources.flatMap((id) => snapshot.nodes[id] ?? []);
  const out = read.reduce((sum, one) => sum + one.out, 0);
  const rate = read.reduce((sum, one) => sum + one.rate, 0);
  const { progress } = snapshot;
  return [
    `${(snapshot.elapsedMs / 1000).toFixed(1)} s`,
    ...(progress ? [`${Math.floor(100 * progress.share)} %${leftWords(progress.leftMs)}`] : []),
    `${out} chunks, ${rate.toFixed(0)} a second`,
    `${dropsOf(snapshot)} dropped`,
  ].join(' · ');
}

function leftWords(leftMs: number | undefined): string {
  if (leftMs === undefined) return '';
  const seconds = Math.ceil(leftMs / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `, ${minutes} min ${seconds % 60} s left` : `, ${seconds} s left`;
}
