import { paramFields } from '#contract/paramFields.ts';
import { isSink, type OperatorSpec } from '#contract/spec.ts';
import type { NodeState } from '#engine/snapshot.ts';
import { findNode, type NodeId, type PipelineNode } from '#pipeline/pipeline.ts';
import { glyphTypeOf } from '#studio/icons/Glyph.tsx';
import { type PreviewTaps, previewTaps } from '#studio/preview/previewTaps.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { memo, useMemo } from 'react';
import { type NodeProps, type ReactFlowState, useStore } from 'reactflow';
import { FaultPanel } from './FaultPanel.tsx';
import { InlineParam } from './InlineParam.tsx';
import { NodeFooter } from './NodeFooter.tsx';
import { nodeSize } from './nodeGeometry.ts';
import { NodeHeader } from './NodeHeader.tsx';
import { NodePorts } from './NodePorts.tsx';
import { NodePreview } from './NodePreview.tsx';
import styles from './OperatorNode.module.css';

/** React Flow's only type of node: draws any operator, known or not. React Flow's wrapper carries role and name. */
const OperatorNode = memo(function OperatorNode({ id, selected }: NodeProps) {
  const node = useDocument(({ pipeline }) => findNode(pipeline, id as NodeId));
  // A node that was just removed may be drawn once more.
  return node && <PlacedNode node={node} selected={selected} />;
});

/** For React Flow. */
export const nodeTypes = { operator: OperatorNode } as const;

function PlacedNode({
  node,
  selected,
}: {
  readonly node: PipelineNode;
  readonly selected: boolean;
}) {
  const { specOf } = useServices();
  const spec = specOf(node.operator);
  const state = useNodeState(node);
  const zoom = useStore(zoomLevel);
  const { width, well } = nodeSize(spec);
  // What tells a fault may be taller than the preview in whose place it is.
  const hasRows = zoom === 'full' && !node.collapsed && state !== 'error';
  return (
    <div
      className={styles['node']}
      style={{ width }}
      data-node={node.id}
      data-state={state}
      data-selected={selected || undefined}
      data-collapsed={node.collapsed}
      data-zoom={zoom}
    >
      <NodeHeader node={node} spec={spec} state={state} />
      {!node.collapsed && (
        <>
          {spec ? (
            <NodeBody node={node} spec={spec} state={state} width={width} well={well} />
          ) : (
            <p className={styles['unknown']} style={{ minHeight: well }}>
              <b>No such operator here</b>
              <span>‘{node.operator}’ keeps its settings, and its place.</span>
            </p>
          )}
        </>
      )}
      <NodePorts node={node} spec={spec} well={well} hasRows={hasRows} />
    </div>
  );
}

function NodeBody(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  readonly state: NodeState;
  readonly width: number;
  readonly well: number;
}) {
  const { node, spec, state, width, well } = props;
  const taps = usePreviewTaps(node);
  const zoom = useStore(previewZoom);
  const fields = paramFields(spec);
  const inline = spec.inline.flatMap((name) => fields.filter((field) => field.name === name));
  const type = taps?.type ?? glyphTypeOf(spec);
  return (
    <>
      {state === 'error' ? (
        <FaultPanel id={node.id} spec={spec} height={well} />
      ) : (
        <NodePreview
          node={node}
          spec={spec}
          state={state}
          taps={taps}
          width={width}
          height={well}
          zoom={zoom}
        />
      )}
      <div className={styles['details']}>
        {inline.length > 0 && (
          <div className={styles['params']}>
            {inline.map((field) => (
              <InlineParam key={field.name} id={node.id} spec={spec} field={field} />
            ))}
          </div>
        )}
        <NodeFooter
          id={node.id}
          state={state}
          type={type}
          sink={isSink(spec)}
          outputs={Object.keys(spec.outputs).length}
        />
      </div>
    </>
  );
}

/** What the run says of the node, and where it says nothing, what the document does. */
function useNodeState(node: PipelineNode): NodeState {
  return useRuntime(({ snapshot }) => {
    const state = snapshot?.nodes[node.id]?.state ?? 'off';
    return state === 'error' ? state : (node.mode ?? state);
  });
}

/** The streams a node shows; the same object while they are the same. */
function usePreviewTaps(node: PipelineNode): PreviewTaps | undefined {
  const { specOf } = useServices();
  const flowing = useRuntime(({ snapshot }) =>
    Object.keys(snapshot?.nodes[node.id]?.ports ?? {}).join(' '),
  );
  const key = useDocument(({ pipeline }) => {
    const ports = flowing.split(' ');
    return JSON.stringify(
      previewTaps(pipeline, node, specOf, (port) => ports.includes(`out.${port}`)),
    );
  });
  return useMemo(() => (key === undefined ? undefined : (JSON.parse(key) as PreviewTaps)), [key]);
}

/** Under 60 % there is no room for details, under 35 % none for titles. */
function zoomLevel({ transform }: ReactFlowState): 'far' | 'small' | 'full' {
  const zoom = transform[2];
  if (zoom < 0.35) return 'far';
  return zoom < 0.6 ? 'small' : 'full';
}

/** Steps of a preview's sharpness; a picture 30 px wide says nothing and is not sampled. */
function previewZoom({ transform }: ReactFlowState): number {
  const zoom = transform[2];
  if (zoom < 0.15) return 0;
  if (zoom <= 0.5) return 0.5;
  return zoom <= 1.1 ? 1 : 2;
}
