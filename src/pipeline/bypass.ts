import { mainTypeOf, type OperatorSpec, typesOf } from '#contract/spec.ts';

/** Which input each output passes on while a node is bypassed: the first that speaks its main type. */
export function bypassOf(spec: OperatorSpec): Readonly<Record<string, string>> {
  const ways: Record<string, string> = {};
  for (const [name, output] of Object.entries(spec.outputs)) {
    const fitting = Object.entries(spec.inputs).find(([, input]) =>
      typesOf(input).includes(mainTypeOf(output)),
    );
    if (fitting) ways[name] = fitting[0];
  }
  return ways;
}
