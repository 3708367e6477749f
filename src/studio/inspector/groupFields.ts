import type { ParamField } from '#contract/params.ts';

/** Rows that stand together; without a title those of no group. */
export interface FieldGroup {
  readonly title: string | undefined;
  readonly fields: readonly ParamField[];
}

/** Rows in the order of the spec, cut where the group changes. */
export function groupFields(fields: readonly ParamField[]): readonly FieldGroup[] {
  const groups: { readonly title: string | undefined; readonly fields: ParamField[] }[] = [];
  for (const field of fields) {
    const { group } = field.meta;
    const last = groups.at(-1);
    if (last && last.title === group) last.fields.push(field);
    else groups.push({ title: group, fields: [field] });
  }
  return groups;
}
