import { paramFields } from '#contract/paramFields.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import type { NodeState } from '#engine/snapshot.ts';
import { findNode, type NodeId, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { PreviewSurface } from '#studio/preview/PreviewSurface.tsx';
import type { PreviewTaps } from '#studio/preview/previewTaps.ts';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import styles from './NodePreview.module.css';
import { OwnLayer } from './OwnLayer.tsx';
import { previewWords } from './previewWords.ts';

/** The node's stream as it passes, or in words why there is nothing to see. */
export function NodePreview(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  readonly state: NodeState;
  readonly taps: PreviewTaps | undefined;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}) {
  const { node, spec, state, taps, width, height, zoom } = props;
  const words = usePreviewWords(node, spec, state);
  const mirrored =
    node.params['mirror'] === true &&
    paramFields(spec).some(({ name, kind }) => name === 'mirror' && kind === 'boolean');
  const showsPictures = taps?.type === 'video/raw' || taps?.background !== undefined;
  const { previewOf } = useServices();
  const draw = previewOf(node.operator);
  const preview = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={preview}
      className={styles['preview']}
      data-picture={showsPictures || undefined}
      data-own={draw && true}
      data-under={(draw && taps?.view) || undefined}
    >
      <PreviewSurface taps={taps} mirrored={mirrored} width={width} height={height} zoom={zoom}>
        <p className={styles['words']} data-yields={words.covers ? undefined : ''}>
          <b>{words.title}</b>
          {words.hint && <span>{words.hint}</span>}
        </p>
      </PreviewSurface>
      {draw && <OwnLayer draw={draw} node={node} below={preview} width={width} height={height} />}
    </div>
  );
}

function usePreviewWords(node: PipelineNode, spec: OperatorSpec, state: NodeState) {
  const { specOf } = useServices();
  const connected = useDocument(({ pipeline }) => inputsWithEdge(node.id, pipeline.edges));
  return useRuntime(
    useShallow(({ snapshot, problems }) => {
      const { pipeline } = documentStore.getState();
      const place = `/nodes/${pipeline.nodes.findIndex(({ id }) => id === node.id)}/`;
      return previewWords({
        spec,
        state,
        reading: snapshot?.nodes[node.id],
        connected: new Set(connected.split(' ').filter(Boolean)),
        problem: problems.find(
          ({ severity, where }) => severity === 'error' && `${where}/`.startsWith(place),
        )?.message,
        titleOf: (id) => {
          const other = findNode(pipeline, id as NodeId);
          return other ? titleOf(other, specOf) : id;
        },
      });
    }),
  );
}

function inputsWithEdge(id: NodeId, edges: readonly { readonly to: `${string}.${string}` }[]) {
  return edges
    .map(({ to }) => splitPortRef(to))
    .filter(({ node }) => node === id)
    .map(({ port }) => port)
    .join(' ');
}
