import type { Json } from '#base/json.ts';
import type { ParamField } from '#contract/params.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { useRuntime } from './store/runtimeStore.ts';

/**
 * The field of a node, whose value also says what the node makes of it: `Moonshine · Automatic`, the chosen one
 * first, since a node cuts what is long.
 */
export function useChosenField(node: NodeId, field: ParamField, value: Json): ParamField {
  const chosen = useRuntime((state) => state.chosen.get(node)?.[field.name]);
  return chosen === undefined ? field : chosenField(field, value, chosen);
}

/** A choice whose `value` is named with what was chosen for it; any other field as it is. */
export function chosenField(field: ParamField, value: Json, chosen: string): ParamField {
  if (field.kind !== 'choice' || typeof value !== 'string') return field;
  const { labels = {} } = field.meta;
  const both = `${labels[chosen] ?? chosen} · ${labels[value] ?? value}`;
  return { ...field, meta: { ...field.meta, labels: { ...labels, [value]: both } } };
}
