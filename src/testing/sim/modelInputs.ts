import type { PipelineNode } from '#pipeline/pipeline.ts';
import { shiftOf, type Stream, type Streams } from './modelMeanings.ts';
import { simSpecOf } from './simSpecs.ts';

/** What a kernel is given on one input: this stream, or, where timing decides when it ends, so many of it at least. */
export interface Handed {
  readonly stream: Stream;
  readonly atLeast: number;
}

type Known = Readonly<Record<string, Stream | undefined>>;

/** What a node's kernel is given by each input, by the policy of its operator; what is not known is left out. */
export function handedIn(
  node: PipelineNode,
  inputs: Known,
  isLossless: boolean,
): Readonly<Record<string, Handed | undefined>> {
  const { policy } = simSpecOf(node.operator)!;
  const kind = policy?.kind ?? 'sync';
  if (kind === 'fixed-size' && !isLossless) return {};
  if (node.mode !== undefined || kind === 'sync' || kind === 'fixed-size') return all(inputs);
  if (Object.values(inputs).includes(undefined)) return {};
  return handedBy[kind](inputs as Streams, isLossless);
}

const handedBy: Readonly<
  Record<
    'barrier' | 'early-close' | 'mux' | 'align',
    (inputs: Streams, isLossless: boolean) => Readonly<Record<string, Handed | undefined>>
  >
> = {
  barrier(inputs) {
    const shortest = Math.min(...Object.values(inputs).map(({ length }) => length));
    return all(mapStreams(inputs, (stream) => stream.slice(0, shortest)));
  },
  /** Up to where the first one ends all is served; how much further, its end decides, which comes when it comes. */
  'early-close'(inputs, isLossless) {
    const end = Math.min(
      ...Object.values(inputs).map((stream) => stream.at(-1)?.timestamp ?? -Infinity),
    );
    return Object.fromEntries(
      Object.entries(inputs).map(([port, stream]) => {
        const atLeast = stream.filter(({ timestamp }) => timestamp <= end).length;
        return [port, { stream: isLossless ? stream.slice(0, atLeast) : stream, atLeast }];
      }),
    );
  },
  mux(inputs) {
    const { select, ...ways } = inputs;
    // Such a choice fails the node.
    if (select!.some(({ said }) => (said as number) >= Object.keys(ways).length)) return {};
    const chosen = (way: number): Stream => {
      const times = new Set(
        select!.filter(({ said }) => said === way).map(({ timestamp }) => timestamp),
      );
      return Object.values(ways)[way]!.filter(({ timestamp }) => times.has(timestamp));
    };
    return all({
      select,
      ...Object.fromEntries(Object.keys(ways).map((port, way) => [port, chosen(way)])),
    });
  },
  /** How far the base has come when the other begins is a matter of timing, unless nobody may go ahead. */
  align({ base, in: other }, isLossless) {
    if (!isLossless) return all({ base });
    if (base!.length === 0) return all({ base, in: [] });
    const shift = shiftOf(base!, other!);
    const shifted = other!.map((entry) => ({ ...entry, timestamp: entry.timestamp + shift }));
    return all({ base, in: shifted });
  },
};

function all(inputs: Known): Readonly<Record<string, Handed | undefined>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, stream]) => [
      port,
      stream && { stream, atLeast: stream.length },
    ]),
  );
}

function mapStreams(inputs: Streams, change: (stream: Stream) => Stream): Streams {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, stream]) => [port, change(stream)] as const),
  );
}
