import type { Json } from '#base/json.ts';
import { isSource, mainTypeOf, type OperatorSpec, type SpecOf, typesOf } from '#contract/spec.ts';
import { newNode } from '#pipeline/newNode.ts';
import { addNode } from '#pipeline/nodes.ts';
import type { Pipeline, PipelineNode } from '#pipeline/pipeline.ts';
import { replaceOperator } from '#pipeline/rewire.ts';
import { fileSourceFor } from '#studio/canvas/fileSource.ts';
import type { RunActions } from '#studio/run/runActions.ts';
import type { StudioServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';

/** Puts the camera in the place of the first source of pictures, as one undo step, and runs: the browser asks. */
export async function swapInCamera(services: StudioServices, run: RunActions): Promise<void> {
  const camera = services.specs.find((spec) => isSource(spec) && spec.requires.includes('camera'));
  if (!camera) return;
  swapIn(camera, {}, services.specOf);
  await run.restart();
}

/** Puts a file in the place of the first source of its kind, as one undo step, and runs. */
export async function swapInFile(
  file: File,
  services: StudioServices,
  run: RunActions,
): Promise<void> {
  const source = fileSourceFor(services.specs, file);
  if (!source) return;
  const param = await services.files.put(file);
  swapIn(source.spec, { [source.param]: { ...param } }, services.specOf);
  await run.restart();
}

function swapIn(spec: OperatorSpec, params: Readonly<Record<string, Json>>, specOf: SpecOf): void {
  documentStore.getState().edit((pipeline) => swapSource(pipeline, spec, params, specOf));
  uiStore.getState().set({ welcome: false });
}

/**
 * Makes the first source that sends what `spec` sends an instance of `spec`; its edges stay. Where there
 * is none, the new source is added at the left.
 */
export function swapSource(
  pipeline: Pipeline,
  spec: OperatorSpec,
  params: Readonly<Record<string, Json>>,
  specOf: SpecOf,
): Pipeline {
  const node = pipeline.nodes.find((candidate) => sendsTheSame(candidate, spec, specOf));
  if (node) return replaceOperator(pipeline, node.id, spec, specOf, params);
  const left = Math.min(320, ...pipeline.nodes.map(({ at }) => at[0])) - 320;
  const top = Math.min(...pipeline.nodes.map(({ at }) => at[1]), Infinity);
  const at = [left, Number.isFinite(top) ? top : 0] as const;
  return addNode(pipeline, newNode(pipeline, spec, at, params));
}

function sendsTheSame(node: PipelineNode, spec: OperatorSpec, specOf: SpecOf): boolean {
  const own = specOf(node.operator);
  const sends = Object.values(spec.outputs)[0];
  if (!own || !isSource(own) || !sends) return false;
  return Object.values(own.outputs).some((port) => typesOf(port).includes(mainTypeOf(sends)));
}
