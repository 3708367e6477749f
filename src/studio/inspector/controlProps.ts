import type { Json } from '#base/json.ts';
import type { ParamField } from '#contract/params.ts';

/** What the control of a param gets. `value` is the param as the document has it, or its default. */
export interface ControlProps<F extends ParamField = ParamField> {
  readonly field: F;
  readonly value: Json;
  onChange(value: Json): void;
}
