import { edgeId, type Pipeline, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import type { Entry } from './journal.ts';
import { joined, mapped, passes, running, saidBy, summed, timeOf } from './simMath.ts';
import type { Said, SimKind } from './simPayload.ts';
import { partsOf, type SimOperator, simParams, type SimParams, simSpecOf } from './simSpecs.ts';

type Stream = readonly Entry[];
type Streams = Readonly<Record<string, Stream>>;

/** What each edge carries from its first to its last chunk, if nothing is lost: by the edge's id. */
export type Expected = ReadonlyMap<string, Stream>;

/**
 * What a pipeline means, with streams as plain lists: no time passes, nothing is bounded, nothing is shared.
 * Undefined for streams that depend on when things happen.
 */
export function expectedOf(pipeline: Pipeline): Expected {
  const outputs = new Map<string, Stream>();
  const expected = new Map<string, Stream>();
  for (const node of pipeline.nodes) {
    const inputs: Record<string, Stream> = {};
    let isKnown = true;
    for (const edge of pipeline.edges) {
      const to = splitPortRef(edge.to);
      if (to.node !== node.id) continue;
      const stream = outputs.get(edge.from);
      if (stream) {
        inputs[to.port] = stream;
        expected.set(edgeId(edge), stream);
      } else isKnown = false;
    }
    const sent = isKnown ? sentBy(node, inputs) : undefined;
    for (const [port, stream] of Object.entries(sent ?? {})) {
      outputs.set(`${node.id}.${port}`, stream);
    }
  }
  return expected;
}

/** By output port; undefined where that is a matter of timing. */
function sentBy(node: PipelineNode, inputs: Streams): Streams | undefined {
  const { name, kind } = partsOf(node.operator);
  const ports = Object.keys(simSpecOf(node.operator)!.outputs);
  if (node.mode === 'muted') return Object.fromEntries(ports.map((port) => [port, []]));
  if (node.mode === 'bypassed') {
    const first = inputs['in'] ?? inputs['a'] ?? [];
    return Object.fromEntries(ports.map((port) => [port, first]));
  }
  return meanings[name]?.(inputs, simParams(node.params as Partial<SimParams>), kind);
}

type Meaning = (inputs: Streams, params: SimParams, kind: SimKind) => Streams;

const meanings: Partial<Record<SimOperator, Meaning>> = {
  source: (_, params, kind) => ({ out: sourceStream(params, kind) }),
  twin(_, params, kind) {
    const out = sourceStream(params, kind);
    return { out, ahead: out.map(({ timestamp, said }) => ({ timestamp: timestamp + 3, said })) };
  },
  map: ({ in: stream }, { add }) => ({ out: eachSaid(stream!, (said) => mapped(said, add)) }),
  crew: ({ in: stream }, { add }) => ({ out: eachSaid(stream!, (said) => mapped(said, add)) }),
  stiff: ({ in: stream }, { add }) => ({ out: eachSaid(stream!, (said) => mapped(said, add)) }),
  filter: ({ in: stream }, { modulus }) => ({
    out: stream!.filter(({ said }) => passes(said, modulus)),
  }),
  sieve: ({ in: stream }, { modulus }) => ({
    out: stream!.filter(({ said }) => passes(said, modulus)),
  }),
  fork: ({ in: stream }, { modulus }) => ({
    out: stream!.filter(({ said }) => passes(said, modulus)),
    other: stream!.filter(({ said }) => !passes(said, modulus)),
  }),
  sum({ in: stream }, { modulus }) {
    const out: Entry[] = [];
    for (let last = modulus - 1; last < stream!.length; last += modulus) {
      const parts = stream!.slice(last - modulus + 1, last + 1);
      out.push({
        timestamp: stream![last]!.timestamp,
        said: summed(parts.map(({ said }) => said as number)),
      });
    }
    return { out };
  },
  hold: ({ in: stream }) => ({ out: stream! }),
  spread: ({ in: stream }) => ({
    out: stream!.flatMap(({ timestamp, said }) =>
      [0, 1, 2].map((i) => ({ timestamp: timestamp + i, said: mapped(said, i) })),
    ),
  }),
  run({ in: stream }) {
    let last = 0;
    return {
      out: eachSaid(stream!, (said) => {
        const samples = running(said as readonly number[], last);
        last = samples.at(-1)!;
        return samples;
      }),
    };
  },
  join: (inputs) => ({ out: joinedStream([inputs['a'], inputs['b'], inputs['c']], 1) }),
  inner: (inputs) => ({ out: joinedStream([inputs['a'], inputs['b']], 2) }),
};

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
