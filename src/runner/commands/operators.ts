import { specs } from '#catalog/catalog.ts';
import type { Json } from '#base/json.ts';
import { drivableParams } from '#contract/drivable.ts';
import { paramFields } from '#contract/paramFields.ts';
import type { ParamField } from '#contract/params.ts';
import { type OperatorSpec, type Port, typesOf } from '#contract/spec.ts';
import type { Command } from '#runner/command.ts';
import { say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { readArguments, usage } from '#runner/options.ts';

const OPTIONS = { json: { type: 'boolean' } } as const;

/** `millrace operators`. */
export const operatorsCommand: Command = {
  name: 'operators',
  summary: 'List the operators, or describe some of them.',
  options: OPTIONS,
  help: `Usage: millrace operators [<id>...] [--json]

Lists every operator there is; with ids, describes their ports and params.

Examples:
  millrace operators
  millrace operators video/blur video/canny
  millrace operators --json`,

  run(args) {
    const { values, positionals } = readArguments(args, OPTIONS);
    const chosen = positionals.length === 0 ? specs : positionals.map(find);
    if (values.json) say(JSON.stringify(chosen.map(facts), null, 2));
    else if (positionals.length > 0) say(chosen.map(description).join('\n\n'));
    else {
      const width = Math.max(...specs.map(({ id }) => id.length));
      for (const { id, doc } of specs) say(`${id.padEnd(width)}  ${doc}`);
    }
    return EXIT.done;
  },
};

function find(id: string): OperatorSpec {
  const spec = specs.find((one) => one.id === id);
  if (spec) return spec;
  throw usage(`No operator is named '${id}'. 'millrace operators' lists them all.`);
}

function facts(spec: OperatorSpec): Json {
  const { id, version, title, doc, category, requires, determinism, privacy } = spec;
  return {
    id,
    version,
    title,
    doc,
    category,
    inputs: ports(spec.inputs),
    outputs: ports(spec.outputs),
    params: paramFields(spec).map((field) => ({
      name: field.name,
      kind: field.kind,
      ...(field.kind === 'number' && { min: field.min, max: field.max }),
      ...(field.kind === 'choice' && { options: field.options }),
      ...(field.meta.unit !== undefined && { unit: field.meta.unit }),
      default: field.fallback,
      drivable: drivableParams(spec).has(field.name),
      doc: field.meta.description,
    })),
    requires,
    determinism,
    privacy,
  };
}

function ports(side: Readonly<Record<string, Port>>): Json {
  return Object.entries(side).map(([name, port]) => ({
    name,
    types: typesOf(port),
    doc: port.doc,
  }));
}

function description(spec: OperatorSpec): string {
  const port = ([name, one]: readonly [string, Port]): string =>
    `    ${name}: ${typesOf(one).join(' or ')}. ${one.doc}`;
  const section = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : [`  ${title}`, ...rows];
  return [
    `${spec.id} (${spec.title})`,
    `  ${spec.doc}`,
    ...section('in', Object.entries(spec.inputs).map(port)),
    ...section('out', Object.entries(spec.outputs).map(port)),
    ...section('params', paramFields(spec).map(param)),
    ...section('params that an edge with numbers may enter', drivable(spec)),
  ].join('\n');
}

function drivable(spec: OperatorSpec): readonly string[] {
  const names = [...drivableParams(spec).keys()];
  return names.length === 0 ? [] : [`    ${names.join(', ')}`];
}

function param(field: ParamField): string {
  const unit = field.meta.unit === undefined ? '' : ` ${field.meta.unit}`;
  const range =
    field.kind === 'number'
      ? ` ${field.min} to ${field.max}${unit},`
      : field.kind === 'choice'
        ? ` ${field.options.join(' | ')},`
        : '';
  return `    ${field.name}:${range} ${JSON.stringify(field.fallback)} if not given. ${field.meta.description}`;
}
