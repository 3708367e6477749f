import type { CapsTie, CapsWay } from '#contract/capsWay.ts';
import { type OperatorSpec, typesOf } from '#contract/spec.ts';
import {
  type Caps,
  type CapsFields,
  type CapsStructure,
  intersectCaps,
  intersectFields,
  isCapsSubset,
} from '#stream/caps.ts';
import type { CapsValue } from '#stream/capsValue.ts';
import { hasField } from '#stream/capsWords.ts';
import { bypassOf } from './bypass.ts';
import { drivenWays } from './drivenWays.ts';
import { parsedParams } from './parsedParams.ts';
import type { PipelineNode } from './pipeline.ts';

/** A port of one node. */
export type PortKey = `${'in' | 'out'}.${string}`;

/** Caps by port; a port that is not named may carry anything. */
export type CapsByPort = ReadonlyMap<PortKey, Caps>;

/** What is known of the ports of one node, whatever it is wired to. */
export interface NodeCaps {
  /** What each port may carry by itself. */
  readonly free: CapsByPort;
  /** What each port may carry if some are known to carry this; undefined if that can't be. */
  settle(known: CapsByPort): CapsByPort | undefined;
}

/** One node's ways are asked for at every edit, and depend on these alone. */
const models = new WeakMap<PipelineNode['params'], Model>();

interface Model {
  readonly spec: OperatorSpec;
  readonly mode: PipelineNode['mode'];
  /** Names of the params that edges drive, joined. */
  readonly driven: string;
  readonly caps: NodeCaps;
}

/**
 * The caps of a node as it is set; with params that its spec refuses, as with the defaults. Params that are
 * `driven` may become anything they can be, and are inputs for numbers.
 */
export function nodeCapsOf(
  { params, mode }: Pick<PipelineNode, 'params' | 'mode'>,
  spec: OperatorSpec,
  driven: readonly string[] = [],
): NodeCaps {
  const old = models.get(params);
  const names = driven.join(' ');
  if (old && old.spec === spec && old.mode === mode && old.driven === names) return old.caps;
  const bare = barePorts(spec, mode, driven);
  const caps = createNodeCaps(bare, waysOf(spec, params, mode, driven));
  models.set(params, { spec, mode, driven: names, caps });
  return caps;
}

function waysOf(
  spec: OperatorSpec,
  params: PipelineNode['params'],
  mode: PipelineNode['mode'],
  driven: readonly string[],
): readonly CapsWay[] {
  if (mode === 'bypassed') {
    const same = Object.entries(bypassOf(spec)).map(([output, input]): CapsTie => {
      return { ports: [`in.${input}`, `out.${output}`] };
    });
    return [{ same }];
  }
  if (!spec.caps) return [{}];
  const parsed = parsedParams(spec, params);
  const values = parsed.success ? parsed.data : spec.params.parse({});
  return driven.length > 0 ? drivenWays(spec, values, driven) : spec.caps(values);
}

function createNodeCaps(bare: CapsByPort, ways: readonly CapsWay[]): NodeCaps {
  const settle = (known: CapsByPort): CapsByPort | undefined => {
    const settled = ways.flatMap((way) => settleWay(way, bare, known) ?? []);
    return settled.length > 1 ? joinWays(settled) : settled[0];
  };
  const free = settle(new Map()) ?? bare;
  return { free, settle: (known) => (known.size === 0 ? free : settle(known)) };
}

/** What enters a param. */
export const NUMBERS: Caps = [{ type: 'value/number', fields: {} }];

/** What the ports say of themselves. A bypassed node sends what comes, whatever its kernel would make of it. */
function barePorts(
  spec: OperatorSpec,
  mode: PipelineNode['mode'],
  driven: readonly string[],
): CapsByPort {
  const ports = new Map<PortKey, Caps>();
  for (const [name, port] of Object.entries(spec.inputs)) {
    ports.set(`in.${name}`, structures(typesOf(port), port.caps ?? {}));
  }
  for (const name of driven) ports.set(`in.${name}`, NUMBERS);
  for (const [name, port] of Object.entries(spec.outputs)) {
    const fields = mode === undefined ? (port.caps ?? {}) : {};
    ports.set(`out.${name}`, structures(typesOf(port), fields));
  }
  return ports;
}

function structures(types: readonly CapsStructure['type'][], fields: CapsFields): Caps {
  return types.map((type) => ({ type, fields: fieldsFor(type, fields) }));
}

function fieldsFor(type: CapsStructure['type'], fields: CapsFields): CapsFields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => hasField(type, field)));
}

/** The ports in one way of working; undefined if what is known rules it out. */
function settleWay(way: CapsWay, bare: CapsByPort, known: CapsByPort): CapsByPort | undefined {
  const ports = new Map<PortKey, Caps>();
  for (const [key, caps] of bare) {
    const [side, name] = sidesOf(key);
    const said = way[side]?.[name];
    const narrowed = said && caps !== 'any' ? withFields(caps, said) : caps;
    const met = intersectCaps(known.get(key) ?? 'any', narrowed, 'first');
    if (met.length === 0) return undefined;
    ports.set(key, met);
  }
  // What one tie fixes, another may carry on: as often as there are ties is always enough.
  for (const _ of way.same ?? []) {
    for (const tie of way.same ?? []) if (!applyTie(tie, ports)) return undefined;
  }
  return ports;
}

function sidesOf(key: PortKey): readonly ['in' | 'out', string] {
  const dot = key.indexOf('.');
  return [key.slice(0, dot) as 'in' | 'out', key.slice(dot + 1)];
}

function withFields(caps: readonly CapsStructure[], said: CapsFields): readonly CapsStructure[] {
  return caps.flatMap(({ type, fields }) => {
    const met = intersectFields(fields, fieldsFor(type, said));
    return met ? [{ type, fields: met }] : [];
  });
}

/** Lets each port of a tie narrow the others. False if nothing is left of one. */
function applyTie(tie: CapsTie, ports: Map<PortKey, Caps>): boolean {
  for (const from of tie.ports) {
    for (const to of tie.ports) {
      if (from === to) continue;
      const met = narrow(ports.get(to) ?? 'any', ports.get(from) ?? 'any', tie);
      if (met.length === 0) return false;
      ports.set(to, met);
    }
  }
  return true;
}

function narrow(caps: Caps, by: Caps, tie: CapsTie): Caps {
  if (caps === 'any' || by === 'any') return caps;
  const met: CapsStructure[] = [];
  for (const other of by) {
    for (const one of caps) {
      if (!tie.fields && one.type !== other.type) continue;
      const fields = intersectFields(one.fields, tied(other.fields, one.type, tie));
      if (fields) addTo(met, { type: one.type, fields });
    }
  }
  return met;
}

/** The fields that a tie carries over to a port of that type. */
function tied(fields: CapsFields, type: CapsStructure['type'], tie: CapsTie): CapsFields {
  const carried: Record<string, CapsValue> = {};
  for (const [field, value] of Object.entries(fields)) {
    const isTied = tie.fields ? tie.fields.includes(field) : !tie.but?.includes(field);
    if (isTied && hasField(type, field)) carried[field] = value;
  }
  return carried;
}

/** What a port may carry in any of the ways. */
function joinWays(ways: readonly CapsByPort[]): CapsByPort {
  const ports = new Map<PortKey, Caps>();
  for (const key of ways[0]!.keys()) {
    const met: CapsStructure[] = [];
    for (const way of ways) {
      const caps = way.get(key)!;
      if (caps !== 'any') for (const one of caps) addTo(met, one);
    }
    ports.set(key, met);
  }
  return ports;
}

function addTo(list: CapsStructure[], one: CapsStructure): void {
  if (!list.some((earlier) => isCapsSubset([one], [earlier]))) list.push(one);
}
