import { setParam } from '#pipeline/nodes.ts';
import type { Pipeline, PipelineNode } from '#pipeline/pipeline.ts';
import type { OwnPreview, OwnPreviewProps } from '#previews/ownPreview.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { type RefObject, Suspense } from 'react';

const NO_PORTS: OwnPreviewProps['ports'] = {};

/** What an operator lays over the drawing of its node, with what it may know and do. */
export function OwnLayer(props: {
  readonly draw: OwnPreview;
  readonly node: PipelineNode;
  /** Around the drawing below. */
  readonly below: RefObject<HTMLElement | null>;
  readonly width: number;
  readonly height: number;
}) {
  const { draw: Draw, node, below, width, height } = props;
  const ports = useRuntime(({ snapshot }) => snapshot?.nodes[node.id]?.ports) ?? NO_PORTS;

  const change: OwnPreviewProps['onChange'] = (params, gesture) => {
    const set = (pipeline: Pipeline): Pipeline =>
      Object.entries(params).reduce(
        (changed, [name, value]) => setParam(changed, node.id, name, value),
        pipeline,
      );
    const key = `preview ${node.id}`;
    if (gesture === undefined) documentStore.getState().edit(set, key);
    else documentStore.getState().editDuring(`${key} ${gesture}`, set);
  };

  const pixelAt: OwnPreviewProps['pixelAt'] = (x, y) => {
    const canvas = below.current?.querySelector('canvas');
    if (!canvas || canvas.offsetParent === null) return undefined;
    const column = Math.min(canvas.width - 1, Math.floor((x * canvas.width) / width));
    const row = Math.min(canvas.height - 1, Math.floor((y * canvas.height) / height));
    const [red, green, blue] = canvas.getContext('2d')!.getImageData(column, row, 1, 1).data;
    return [red!, green!, blue!];
  };

  return (
    <Suspense>
      <Draw
        params={node.params}
        ports={ports}
        width={width}
        height={height}
        onChange={change}
        pixelAt={pixelAt}
      />
    </Suspense>
  );
}
