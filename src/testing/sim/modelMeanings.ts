import type { Entry } from './journal.ts';
import { joined, mapped, passes, running, saidBy, spanOf, summed, timeOf } from './simMath.ts';
import type { Said, SimKind } from './simPayload.ts';
import type { SimOperator } from './simShapes.ts';
import type { SimParams } from './simSpecs.ts';

/** A stream from its first to its last chunk. */
export type Stream = readonly Entry[];
/** Streams by port. */
export type Streams = Readonly<Record<string, Stream>>;

/** What an operator's meaning depends on. */
interface Given {
  readonly inputs: Streams;
  readonly params: SimParams;
  readonly kind: SimKind;
  readonly isLossless: boolean;
}

type Meaning = (given: Given) => Streams | undefined;

/** What operators send for what they are given; absent where timing decides. */
export const meanings: Readonly<Partial<Record<SimOperator, Meaning>>> = {
  source: ({ params, kind }) => ({ out: sourceStream(params, kind) }),
  twin({ params, kind }) {
    const out = sourceStream(params, kind);
    return { out, ahead: out.map(({ timestamp, said }) => ({ timestamp: timestamp + 3, said })) };
  },
  map: mapOf,
  crew: mapOf,
  stiff: mapOf,
  filter: filterOf,
  sieve: filterOf,
  fork: (given) => ({
    ...filterOf(given),
    other: given.inputs['in']!.filter(({ said }) => !passes(said, given.params.modulus)),
  }),
  sum({ inputs: { in: stream }, params: { modulus } }) {
    const out: Entry[] = [];
    for (let last = modulus - 1; last < stream!.length; last += modulus) {
      const parts = stream!.slice(last - modulus + 1, last + 1);
      out.push({ timestamp: stream![last]!.timestamp, said: sumOf(parts) });
    }
    return { out };
  },
  hold: ({ inputs: { in: stream } }) => ({ out: stream! }),
  spread: ({ inputs: { in: stream } }) => ({
    out: stream!.flatMap(({ timestamp, said }) =>
      [0, 1, 2].map((i) => ({ timestamp: timestamp + i, said: mapped(said, i) })),
    ),
  }),
  run({ inputs: { in: stream } }) {
    let last = 0;
    return {
      out: eachSaid(stream!, (said) => {
        const samples = running(said as readonly number[], last);
        last = samples.at(-1)!;
        return samples;
      }),
    };
  },
  window({ inputs: { in: stream }, params: { span } }) {
    const begins = [...new Set(stream!.map(({ timestamp }) => spanOf(timestamp, span)))];
    return {
      out: begins.map((begin) => ({
        timestamp: begin + span - 1,
        said: sumOf(stream!.filter(({ timestamp }) => spanOf(timestamp, span) === begin)),
      })),
    };
  },
  choose: ({ inputs: { in: stream }, params: { modulus } }) => ({
    out: eachSaid(stream!, (said) => (said as number) % modulus),
  }),
  join: ({ inputs: { a, b, c } }) => ({ out: joinedStream([a, b, c], 1) }),
  lenient: ({ inputs: { a, b } }) => ({ out: joinedStream([a, b], 1) }),
  keeper: ({ inputs: { a, b } }) => ({ out: joinedStream([a, b], 1) }),
  inner: ({ inputs: { a, b } }) => ({ out: joinedStream([a, b], 2) }),
  settle: ({ inputs: { a, b } }) => ({ out: joinedStream([a, b], 1) }),
  sets: ({ inputs: { a, b, c, d } }) => ({
    out: joinedStream([a, b], 1),
    other: joinedStream([c, d], 1),
  }),
  zip: ({ inputs: { a, b } }) => ({
    out: a!.slice(0, b!.length).map(({ timestamp, said }, i) => ({
      timestamp,
      said: joined([said, b![i]!.said]),
    })),
  }),
  /** Known only where all end together. */
  early({ inputs: { a, b } }) {
    const end = a!.at(-1)?.timestamp;
    return end === b!.at(-1)?.timestamp ? { out: joinedStream([a, b], 1) } : undefined;
  },
  newest: newestOf,
  recent: newestOf,
  mux({ inputs: { select, a, b } }) {
    const ways = [a, b].map((way) => new Map(way!.map((entry) => [entry.timestamp, entry])));
    if (select!.some(({ said }) => !ways[said as number])) return undefined;
    return {
      out: select!.flatMap(({ timestamp, said }) => ways[said as number]!.get(timestamp) ?? []),
    };
  },
  align({ inputs: { base, in: other }, isLossless }) {
    if (!isLossless) return undefined;
    if (base!.length === 0) return { out: [] };
    const shift = shiftOf(base!, other!);
    const shifted = other!.map(({ timestamp, said }) => ({ timestamp: timestamp + shift, said }));
    return { out: joinedStream([base, shifted], 1) };
  },
  beside({ inputs: { a, b }, isLossless }) {
    if (!isLossless) return undefined;
    return {
      out: a!.map(({ timestamp, said }) => {
        const newest = b!.findLast((entry) => entry.timestamp <= timestamp);
        return { timestamp, said: joined([said, newest?.said]) };
      }),
    };
  },
  /** The last of `main`, behind those sent before it, whose loop is known. */
  feedback({ inputs: { main, loop, before } }) {
    const { timestamp, said } = main!.at(-1)!;
    const came = loop!.find((entry) => entry.timestamp === before!.at(-1)?.timestamp);
    return { out: [...before!, { timestamp, said: joined([said, came?.said]) }] };
  },
  entry: ({ inputs: { main }, isLossless }) => (isLossless ? { out: main! } : undefined),
};

/** By how much a stream is shifted so that it begins where the base does. */
export function shiftOf(base: Stream, other: Stream): number {
  return other.length === 0 ? 0 : base[0]!.timestamp - other[0]!.timestamp;
}

function mapOf({ inputs: { in: stream }, params: { add } }: Given): Streams {
  return { out: eachSaid(stream!, (said) => mapped(said, add)) };
}

function filterOf({ inputs: { in: stream }, params: { modulus } }: Given): Streams {
  return { out: stream!.filter(({ said }) => passes(said, modulus)) };
}

function newestOf({ inputs: { a, b }, isLossless }: Given): Streams | undefined {
  return isLossless ? { out: joinedStream([a, b], 1) } : undefined;
}

function sumOf(entries: Stream): number {
  return summed(entries.map(({ said }) => said as number));
}

function sourceStream(params: SimParams, kind: SimKind): Stream {
  return Array.from({ length: params.count }, (_, i) => ({
    timestamp: timeOf(i, kind, params),
    said: saidBy(i, kind, params),
  }));
}

function eachSaid(stream: Stream, change: (said: Said) => Said): Stream {
  return stream.map(({ timestamp, said }) => ({ timestamp, said: change(said) }));
}

/** One for each time at which at least so many of the streams have something. */
function joinedStream(streams: readonly (Stream | undefined)[], atLeast: number): Stream {
  const byTime = streams.map(
    (stream) => new Map((stream ?? []).map(({ timestamp, said }) => [timestamp, said])),
  );
  const times = [...new Set(byTime.flatMap((map) => [...map.keys()]))].toSorted((a, b) => a - b);
  return times.flatMap((timestamp) => {
    const parts = byTime.map((map) => map.get(timestamp));
    const present = parts.filter((part) => part !== undefined).length;
    return present >= atLeast ? [{ timestamp, said: joined(parts) }] : [];
  });
}
