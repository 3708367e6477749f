import type { Json } from '#base/json.ts';
import type { OperatorSpec } from '#contract/spec.ts';

type Params = Readonly<Record<string, Json>>;
type Parsed = ReturnType<OperatorSpec['params']['safeParse']>;

/** Documents are judged at every edit, and most of their nodes are the same objects as before it. */
const known = new WeakMap<Params, { readonly spec: OperatorSpec; readonly parsed: Parsed }>();

/** Params as their operator reads them, defaults filled in. Params are never changed in place. */
export function parsedParams(spec: OperatorSpec, params: Params): Parsed {
  const old = known.get(params);
  if (old?.spec === spec) return old.parsed;
  const parsed = spec.params.safeParse(params);
  known.set(params, { spec, parsed });
  return parsed;
}
