import type { CapsFields } from '#stream/caps.ts';

/**
 * One way in which an operator can work: what its ports then carry, beyond what they say of themselves, and
 * what they have in common. Read in both directions: what comes says what leaves, what is needed below says
 * what may come.
 */
export interface CapsWay<In extends string = string, Out extends string = string> {
  readonly in?: { readonly [P in In]?: CapsFields };
  readonly out?: { readonly [P in Out]?: CapsFields };
  readonly same?: readonly CapsTie<In, Out>[];
}

/** Ports that agree in some fields, whatever their values. */
export interface CapsTie<In extends string = string, Out extends string = string> {
  readonly ports: readonly (`in.${In}` | `out.${Out}`)[];
  /** Names of the fields; left out, all of them and the type. */
  readonly fields?: readonly string[];
  /** Of all fields, those that may differ after all. */
  readonly but?: readonly string[];
}

/** What comes in leaves in the same form, but for some fields. */
export function passes<In extends string, Out extends string>(
  input: In,
  output: Out,
  ...but: readonly string[]
): CapsTie<In, Out> {
  return { ports: [`in.${input}`, `out.${output}`], but };
}
