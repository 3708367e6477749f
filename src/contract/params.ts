import type { Json } from '#base/json.ts';
import { z } from 'zod';

/** How a param is edited, beyond what its type says. */
export type ParamControl = 'colour' | 'camera' | 'microphone' | 'file';

/** What the inspector needs to know about a param; written with `.meta({ … })`. */
export interface ParamMeta {
  /** Label, in sentence case. */
  readonly title: string;
  /** One sentence of help. */
  readonly description: string;
  /** Shown after the value: `px`, `dB`, `×`. */
  readonly unit?: string;
  /** Step of the slider and decimals of the value. */
  readonly step?: number;
  /** Spreads the slider by ratio; for frequencies and the like. Needs a minimum above 0. */
  readonly scale?: 'log';
  readonly control?: ParamControl;
  /** For `file`: what the picker offers, as in an input's `accept`. */
  readonly accept?: string;
  /** For `file`: the node runs without one. */
  readonly optional?: true;
  /** For `file`: also offers to get it from an address that the user types. */
  readonly address?: true;
  /** For `file`: offers to record a sound with the microphone instead, of so many seconds at most. */
  readonly record?: number;
  /** Its rows stand together under this title in the inspector; those of the first group are open. */
  readonly group?: string;
  /** Words for the members of an enum, by value. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A file chosen by the user (bytes stay in this browser, by hash), a bundled one, or none yet. */
export const fileParam = z.union([
  z.strictObject({
    name: z.string().max(255),
    bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({ asset: z.string().regex(/^media\/[\w.-]+$/) }),
  z.strictObject({}),
]);

/** The value of a file param. */
export type FileParam = z.output<typeof fileParam>;

interface FieldBase {
  readonly name: string;
  readonly meta: ParamMeta;
}

/** One row of the inspector, derived from a param's schema. */
export type ParamField = FieldBase &
  (
    | {
        readonly kind: 'number';
        readonly integer: boolean;
        readonly min: number;
        readonly max: number;
        readonly fallback: number;
      }
    | { readonly kind: 'boolean'; readonly fallback: boolean }
    | { readonly kind: 'choice'; readonly options: readonly string[]; readonly fallback: string }
    | { readonly kind: 'text'; readonly fallback: string }
    | { readonly kind: 'file'; readonly fallback: Json }
  );

/** A param that a stream of numbers can set. */
export type DrivableField = Extract<ParamField, { kind: 'number' | 'boolean' | 'choice' }>;
