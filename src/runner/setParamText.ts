import { specOf } from '#catalog/catalog.ts';
import type { Json } from '#base/json.ts';
import { paramFields } from '#contract/paramFields.ts';
import type { ParamField } from '#contract/params.ts';
import { setParam } from '#pipeline/nodes.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import type { FedFiles } from './feedSource.ts';
import { usage } from './options.ts';

/** Sets a param from the text of `--param`; that of a file is its path. Whether the value is within its limits is for the validator to say. */
export function setParamText(
  pipeline: Pipeline,
  { node: id, name, text }: ParamText,
  files: FedFiles,
): Pipeline {
  const node = findNode(pipeline, id);
  if (!node) {
    const ids = pipeline.nodes.map((one) => `'${one.id}'`).join(', ');
    throw usage(`No node is named '${id}'. The nodes of this pipeline: ${ids}.`);
  }
  const spec = specOf(node.operator);
  const fields = spec ? paramFields(spec) : [];
  const field = fields.find((one) => one.name === name);
  if (!field) {
    const names = fields.map((one) => `'${one.name}'`).join(', ');
    throw usage(`'${id}' has no param '${name}'. Its params: ${names === '' ? 'none' : names}.`);
  }
  const value = field.kind === 'file' ? files.add(text) : valueOf(field, id, text);
  return setParam(pipeline, id, name, value);
}

/** One `--param`. */
interface ParamText {
  readonly node: NodeId;
  readonly name: string;
  readonly text: string;
}

function valueOf(
  field: Exclude<ParamField, { readonly kind: 'file' }>,
  id: NodeId,
  text: string,
): Json {
  const wants = (what: string): Error =>
    usage(`'${id}.${field.name}' takes ${what}, got '${text}'.`);
  switch (field.kind) {
    case 'number':
      if (text.trim() === '' || !Number.isFinite(Number(text))) throw wants('a number');
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw wants("'true' or 'false'");
      return text === 'true';
    case 'choice':
      if (!field.options.includes(text)) throw wants(`one of ${field.options.join(', ')}`);
      return text;
    case 'text':
      return text;
  }
}
