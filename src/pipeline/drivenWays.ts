import type { CapsWay } from '#contract/capsWay.ts';
import { drivableParams, samplesOf } from '#contract/drivable.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import type { CapsFields } from '#stream/caps.ts';

type Values = Parameters<NonNullable<OperatorSpec['caps']>>[0];

/**
 * The ways of an operator some of whose params change while it runs: those of every choice there is, and
 * nothing said of the fields that follow a number.
 */
export function drivenWays(
  spec: OperatorSpec,
  params: Values,
  driven: readonly string[],
): readonly CapsWay[] {
  const caps = spec.caps ?? (() => [{}]);
  const base = caps(params);
  const fields = driven.flatMap((name) => drivableParams(spec).get(name) ?? []);
  const open = new Set<string>();
  let ways = base;
  for (const field of fields) {
    const others = samplesOf(field).map((value) => caps({ ...params, [field.name]: value }));
    if (field.kind !== 'number') ways = [...ways, ...others.flat()];
    else for (const other of others) for (const place of differing(base, other)) open.add(place);
  }
  return distinct(ways.map((way) => without(way, open)));
}

type Ports = Readonly<Record<string, CapsFields | undefined>>;

const SIDES = ['in', 'out'] as const;

/** Where two ways say different things: side, port and field. */
function differing(base: readonly CapsWay[], other: readonly CapsWay[]): readonly string[] {
  const before = new Map(base.flatMap(said));
  const after = new Map(other.flatMap(said));
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (place) => before.get(place) !== after.get(place),
  );
}

function said(way: CapsWay): readonly (readonly [place: string, value: string])[] {
  return SIDES.flatMap((side) =>
    Object.entries((way[side] ?? {}) as Ports).flatMap(([port, fields]) =>
      Object.entries(fields ?? {}).map(
        ([field, value]) => [`${side}.${port}.${field}`, JSON.stringify(value)] as const,
      ),
    ),
  );
}

function without(way: CapsWay, open: ReadonlySet<string>): CapsWay {
  if (open.size === 0) return way;
  const left = (side: (typeof SIDES)[number]): Ports =>
    Object.fromEntries(
      Object.entries((way[side] ?? {}) as Ports).map(([port, fields]) => [
        port,
        Object.fromEntries(
          Object.entries(fields ?? {}).filter(([field]) => !open.has(`${side}.${port}.${field}`)),
        ),
      ]),
    );
  return { ...way, in: left('in'), out: left('out') };
}

function distinct(ways: readonly CapsWay[]): readonly CapsWay[] {
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}
