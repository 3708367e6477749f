import { paramFields } from './paramFields.ts';
import type { DrivableField, ParamField } from './params.ts';
import type { InputPort, OperatorSpec } from './spec.ts';

const known = new WeakMap<OperatorSpec, ReadonlyMap<string, DrivableField>>();

/**
 * The params that an edge with numbers may enter as if they were inputs, by name, in the order of the spec:
 * numbers, switches and choices, but for those of a device, which each value would open anew; those whose name
 * an input has; and those that decide whether data leaves this machine or a source ends, which is the user's
 * to say.
 */
export function drivableParams(spec: OperatorSpec): ReadonlyMap<string, DrivableField> {
  let fields = known.get(spec);
  if (!fields) {
    fields = new Map(
      paramFields(spec).flatMap((field) =>
        isDrivable(field) && undrivableWhy(spec, field) === undefined ? [[field.name, field]] : [],
      ),
    );
    known.set(spec, fields);
  }
  return fields;
}

/** What is so of every param as an input. */
export const NUMBER_PORT = { type: 'value/number', doc: 'Numbers.' } as const satisfies InputPort;

/** A param as an input that takes numbers: as they come in a live run, at their time in batch. */
export function drivenPort(spec: OperatorSpec, name: string): InputPort | undefined {
  const field = drivableParams(spec).get(name);
  if (!field) return undefined;
  const { title, description } = field.meta;
  return {
    ...NUMBER_PORT,
    doc: `Sets ${title}. ${description}`,
    arrival: 'newest',
    optional: true,
  };
}

/** Why a param can't be driven, to go on from its name; undefined if it can. */
export function undrivableWhy(spec: OperatorSpec, field: ParamField): string | undefined {
  if (!isDrivable(field)) return `is a ${field.kind}, and numbers can't set that`;
  if (Object.hasOwn(spec.inputs, field.name)) return 'has the name of an input';
  if (spec.live) return 'belongs to a device, which each value would open anew';
  const { leaves, bounded } = spec;
  if (leaves && decides(leaves, spec, field)) return 'decides whether data leaves this machine';
  if (bounded && decides(bounded, spec, field)) return 'decides whether the source ends';
  if (decidesStep(spec, field)) {
    return 'decides when chunks are shown, which is planned before a run';
  }
  return undefined;
}

function isDrivable(field: ParamField): field is DrivableField {
  return field.kind !== 'text' && field.kind !== 'file';
}

type Params = ReturnType<OperatorSpec['params']['parse']>;

/** True if what `told` says of params depends on that one. */
function decides(
  told: (params: Params) => boolean,
  { params }: OperatorSpec,
  field: DrivableField,
): boolean {
  const base = params.parse({});
  const outcomes = samplesOf(field).map((value) => told({ ...base, [field.name]: value }));
  return outcomes.some((outcome) => outcome !== outcomes[0]);
}

function decidesStep(spec: OperatorSpec, field: DrivableField): boolean {
  const { synchronises, params } = spec;
  if (!synchronises) return false;
  const whatever = paramFields(spec)
    .filter(isDrivable)
    .flatMap((other) =>
      samplesOf(other).map((value) => ({ ...params.parse({}), [other.name]: value })),
    );
  return whatever.some((base) => {
    const outcomes = samplesOf(field).map((value) =>
      JSON.stringify(synchronises({ ...base, [field.name]: value })),
    );
    return outcomes.some((outcome) => outcome !== outcomes[0]);
  });
}

/** What a param may become: every choice, or the ends of its range. */
export function samplesOf(field: DrivableField): readonly (number | boolean | string)[] {
  switch (field.kind) {
    case 'number':
      return [field.min, field.max];
    case 'boolean':
      return [false, true];
    case 'choice':
      return field.options;
  }
}
