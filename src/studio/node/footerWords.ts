import { figure } from '#base/figures.ts';
import type { NodeSnapshot, NodeState } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { formatCount, formatMs, formatRate } from '#studio/format.ts';

/** What stands at the foot of a node. Absent parts are not drawn. */
export interface FooterWords {
  readonly rate?: string;
  readonly time?: string;
  /** At the right beside the numbers; alone, it stands at the left. */
  readonly note: string;
  readonly tone: 'quiet' | 'warn' | 'bad';
}

/** What the words need beside the reading. */
export interface FooterContext {
  /** Type of the node's main stream. */
  readonly type: string;
  /** A sink's latency says more than its process time. */
  readonly sink: boolean;
  /** What goes out of several is counted as one, in chunks. */
  readonly outputs: number;
  /** How long the node has been opening, in ms. */
  readonly openingMs: number;
  titleOf(node: NodeId): string;
}

/** The footer of a node in that state: its numbers, or in words why there are none. */
export function footerWords(
  state: NodeState,
  reading: NodeSnapshot | undefined,
  context: FooterContext,
): FooterWords {
  const quiet = (note: string): FooterWords => ({ note, tone: 'quiet' });
  if (state === 'muted') return quiet('Muted, sends nothing');
  if (state === 'bypassed') return quiet('Passes through');
  if (!reading || state === 'off') return quiet('No stream');
  const done = context.sink
    ? countWords(reading.in, context.type)
    : countWords(reading.out, context.outputs > 1 ? '' : context.type);
  switch (state) {
    case 'opening': {
      const seconds = Math.floor(context.openingMs / 1000);
      return quiet(seconds > 0 ? `Opening for ${seconds} s` : 'Opening');
    }
    case 'waiting': {
      const { waitsFor } = reading;
      if (!waitsFor) return quiet('Waits for input');
      // A wait that is over within the second is no news.
      const long = waitsFor.forMs >= 1000 ? ` · ${figure(waitsFor.forMs / 1000, 1)} s` : '';
      return quiet(`Waits for ${waitsFor.port}${long}`);
    }
    case 'error':
      return {
        note:
          reading.out + reading.in === 0
            ? `Failed before its first ${unitOf(context.type).one}`
            : `Failed after ${done}`,
        tone: 'bad',
      };
    case 'ended':
      return quiet(reading.endedBy ? done : `Ended after ${done}`);
    case 'pressured':
      return {
        rate: formatRate(reading.rate, context.type),
        note: reading.heldBy ? `Held by ${context.titleOf(reading.heldBy)}` : 'Held back',
        tone: 'warn',
      };
    case 'running':
      return runningWords(reading, context);
  }
}

function runningWords(reading: NodeSnapshot, { type, sink }: FooterContext): FooterWords {
  const latency =
    sink && reading.latencyMs !== undefined
      ? `${formatMs(reading.latencyMs, 0)} latency`
      : undefined;
  const dropping = reading.dropRate >= 0.05;
  const drops = totalDrops(reading.dropped);
  const { notice } = reading;
  // What the node has to say is worth more than how often.
  if (notice !== undefined) return { note: notice, tone: 'warn' };
  return {
    rate: formatRate(reading.rate, type),
    time: latency ?? formatMs(reading.p50),
    note: dropping
      ? `${formatRate(reading.dropRate)} dropped`
      : `${formatCount(drops)} ${drops === 1 ? 'drop' : 'drops'}`,
    tone: dropping ? 'warn' : 'quiet',
  };
}

function countWords(count: number, type: string): string {
  const { one, many } = unitOf(type);
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function unitOf(type: string): { readonly one: string; readonly many: string } {
  switch (type) {
    case 'video/raw':
    case 'vision/detections':
      return { one: 'frame', many: 'frames' };
    case 'audio/pcm':
      return { one: 'block', many: 'blocks' };
    case 'value/number':
      return { one: 'value', many: 'values' };
    case 'text/transcript':
      return { one: 'transcript', many: 'transcripts' };
    default:
      return { one: 'chunk', many: 'chunks' };
  }
}
