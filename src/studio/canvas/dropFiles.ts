import type { FileParam } from '#contract/params.ts';
import { addNode } from '#pipeline/nodes.ts';
import { newNode } from '#pipeline/newNode.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { openPipelineFile } from '#studio/document/openPipeline.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { remember } from './addOperator.ts';
import type { ClientPoint } from './canvasStore.ts';
import { type FileSource, fileSourceFor, typeOfFile } from './fileSource.ts';
import { hush, say } from './notices.ts';
import { freePlace, GRIP, snap } from './places.ts';
import type { CanvasView } from './view.ts';

/** From the top of one dropped file's node to the next one's, in canvas pixels. */
const COLUMN_STEP = 232;

/** Below this a file is there before anybody could read that it is being read. In ms. */
const QUIET_FOR = 300;

/**
 * Makes a source node of every media file, in a column from where they were dropped, as one undo step. A
 * pipeline is opened instead. What can't be opened is named, with what can.
 */
export async function dropFiles(
  view: CanvasView,
  files: readonly File[],
  at: ClientPoint,
): Promise<void> {
  const { specs } = view.services;
  const document = files.find((file) => typeOfFile(file) === 'application/json');
  if (document) {
    await openPipelineFile(document, view.services);
    return;
  }
  const known = files.flatMap((file) => {
    const source = fileSourceFor(specs, file);
    return source ? [{ file, source }] : [];
  });
  const unknown = files.filter((file) => !fileSourceFor(specs, file));
  const { x, y } = view.flow.screenToFlowPosition(at, { snapToGrid: false });
  const reading = setTimeout(
    () => say(`Reading ${known.map(({ file }) => file.name).join(', ')}`, at),
    QUIET_FOR,
  );
  try {
    const params = await Promise.all(known.map(({ file }) => view.services.files.put(file)));
    hush();
    addSources(
      known.map(({ source }, i) => ({ ...source, file: params[i]! })),
      { x: x - GRIP.x, y: y - GRIP.y },
    );
    if (unknown.length > 0) say(unknownWords(unknown), at);
  } catch (error) {
    say(`Not kept in this browser. ${error instanceof Error ? error.message : String(error)}`, at);
  } finally {
    clearTimeout(reading);
  }
}

function addSources(
  sources: readonly (FileSource & { readonly file: FileParam })[],
  at: { readonly x: number; readonly y: number },
): void {
  const added: NodeId[] = [];
  documentStore.getState().edit((pipeline) => {
    let next = pipeline;
    for (const [i, { spec, param, file }] of sources.entries()) {
      const place = freePlace(next, snap({ x: at.x, y: at.y + i * COLUMN_STEP }));
      const node = newNode(next, spec, place, { [param]: { ...file } });
      added.push(node.id);
      next = addNode(next, node);
    }
    return next;
  });
  if (added.length > 0) uiStore.getState().select(added);
  for (const { spec } of sources) remember(spec.id);
}

function unknownWords(files: readonly File[]): string {
  const names = files.map(({ name }) => `'${name}'`).join(', ');
  return `Can't open ${names}. Drop video, sound, pictures, or a pipeline (.json).`;
}
