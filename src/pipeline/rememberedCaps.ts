import { type Caps, type CapsConflict, capsConflict, intersectCaps } from '#stream/caps.ts';
import type { CapsByPort, NodeCaps, PortKey } from './nodeCaps.ts';

/** What a node makes of what comes to it. */
export interface Taken {
  /** What comes, on inputs without a conflict. */
  readonly come: CapsByPort;
  readonly conflicts: ReadonlyMap<PortKey, CapsConflict>;
  /** What it sends. */
  readonly offers: CapsByPort;
}

/** What flows over an edge, or why nothing can. */
export interface Joined {
  readonly offered: Caps;
  readonly accepted: Caps;
  readonly caps: Caps;
  readonly conflict?: CapsConflict;
}

// Documents are edited a node at a time, and the caps of all the others stay the very same objects: what was last
// made of the same objects is remembered here. A result that says the same as the one before is that one, so that
// whatever follows has nothing to do either.

const taken = new WeakMap<NodeCaps, { readonly comes: CapsByPort; readonly result: Taken }>();

/** Upstream decides: takes what comes, input by input, and says what leaves. `comes` holds wired inputs alone. */
export function takeCaps(model: NodeCaps, comes: CapsByPort): Taken {
  const old = taken.get(model);
  if (old && sameEntries(old.comes, comes)) return old.result;
  const result = take(model, comes);
  const kept = old
    ? { ...result, offers: keptWhereSame(old.result.offers, result.offers) }
    : result;
  taken.set(model, { comes, result: kept });
  return kept;
}

function take(model: NodeCaps, comes: CapsByPort): Taken {
  const come = new Map<PortKey, Caps>();
  const conflicts = new Map<PortKey, CapsConflict>();
  for (const key of model.free.keys()) {
    const comesHere = comes.get(key);
    if (comesHere === undefined) continue;
    const takes = (model.settle(come) ?? model.free).get(key)!;
    const conflict = capsConflict(comesHere, takes);
    if (conflict) conflicts.set(key, conflict);
    else come.set(key, intersectCaps(comesHere, takes, 'first'));
  }
  return { come, conflicts, offers: model.settle(come) ?? model.free };
}

const accepted = new WeakMap<
  NodeCaps,
  { readonly come: CapsByPort; readonly wanted: readonly WantedCaps[]; readonly result: CapsByPort }
>();

/** What one receiver of an output would take. */
export type WantedCaps = readonly [output: PortKey, caps: Caps];

/** Downstream suggests: says what each input may take, so that what follows can take it too. */
export function acceptCaps(
  model: NodeCaps,
  come: CapsByPort,
  wanted: readonly WantedCaps[],
): CapsByPort {
  const old = accepted.get(model);
  if (old && sameEntries(old.come, come) && sameWishes(old.wanted, wanted)) return old.result;
  const result = accept(model, come, wanted);
  const kept = old ? keptWhereSame(old.result, result) : result;
  accepted.set(model, { come, wanted, result: kept });
  return kept;
}

function accept(model: NodeCaps, come: CapsByPort, wanted: readonly WantedCaps[]): CapsByPort {
  const wishes = new Map<PortKey, Caps>();
  for (const [key, caps] of wanted) {
    // Several receivers suggest with equal right.
    const all = intersectCaps(wishes.get(key) ?? 'any', caps, 'zig-zag');
    if (all !== 'any' && all.length > 0) wishes.set(key, all);
  }
  const accepts = new Map<PortKey, Caps>();
  for (const key of model.free.keys()) {
    if (!key.startsWith('in.')) continue;
    const others = new Map([...come].filter(([other]) => other !== key));
    // Where what follows wants what the other inputs rule out, it has its own conflict.
    const ports = model.settle(new Map([...wishes, ...others])) ?? model.settle(others);
    accepts.set(key, (ports ?? model.free).get(key)!);
  }
  return accepts;
}

const joined = new WeakMap<object, Joined>();

/** What flows over an edge; `edge` is the object that stands for it as long as it is not edited. */
export function joinCaps(
  edge: object,
  offered: Caps,
  accepts: Caps,
  conflict: CapsConflict | undefined,
): Joined {
  const old = joined.get(edge);
  if (old?.offered === offered && old.accepted === accepts && old.conflict === conflict) return old;
  const both = conflict ? [] : intersectCaps(offered, accepts, 'first');
  const result: Joined = {
    offered,
    accepted: accepts,
    // Where a conflict further down leaves nothing, what comes flows up to there.
    caps: both.length === 0 && !conflict ? offered : both,
    ...(conflict && { conflict }),
  };
  joined.set(edge, result);
  return result;
}

function sameEntries(a: CapsByPort, b: CapsByPort): boolean {
  if (a.size !== b.size) return false;
  for (const [key, caps] of a) if (b.get(key) !== caps) return false;
  return true;
}

function sameWishes(a: readonly WantedCaps[], b: readonly WantedCaps[]): boolean {
  return (
    a.length === b.length && a.every(([key, caps], i) => b[i]![0] === key && b[i]![1] === caps)
  );
}

/** The new caps, each as the old object where it says the same. */
function keptWhereSame(before: CapsByPort, now: CapsByPort): CapsByPort {
  const kept = new Map<PortKey, Caps>();
  for (const [key, caps] of now) {
    const old = before.get(key);
    kept.set(key, old !== undefined && JSON.stringify(old) === JSON.stringify(caps) ? old : caps);
  }
  return kept;
}
