import type { OperatorSpec } from '#contract/spec.ts';
import { type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import { portOf, portsOf, shownPorts, type Side } from '#pipeline/ports.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useEffect } from 'react';
import { useUpdateNodeInternals } from 'reactflow';
import { portCentres } from './nodeGeometry.ts';
import { PortHandle } from './PortHandle.tsx';

/** All ports of a node. Those of an unknown operator are known from the edges it has. */
export function NodePorts(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec | undefined;
  /** Height of the preview, in pixels. */
  readonly well: number;
}) {
  return (
    <>
      <PortColumn {...props} side="in" />
      <PortColumn {...props} side="out" />
    </>
  );
}

function PortColumn(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec | undefined;
  readonly well: number;
  readonly side: Side;
}) {
  const { node, spec, well, side } = props;
  const needsEdges = !spec || Object.values(portsOf(spec, side)).some((port) => 'after' in port);
  const wired = useDocument(({ pipeline }) => {
    if (!needsEdges) return '';
    const ends = pipeline.edges
      .map(({ from, to }) => splitPortRef(side === 'in' ? to : from))
      .filter((end) => end.node === node.id)
      .map(({ port }) => port);
    return [...new Set(ends)].toSorted().join(' ');
  });
  const ends = wired.split(' ').filter(Boolean);
  const names = spec ? shownPorts(spec, side, new Set(ends)) : ends;
  const shown = names.join(' ');
  // React Flow knows where ports are from when they came; these may come and move.
  const measure = useUpdateNodeInternals();
  useEffect(() => {
    if (needsEdges && shown !== '') measure(node.id);
  }, [measure, needsEdges, node.id, shown]);
  const centres = portCentres(names.length, well, node.collapsed === true);
  return names.map((name, i) => (
    <PortHandle
      key={name}
      node={node.id}
      side={side}
      name={name}
      port={spec && portOf(spec, side, name)}
      top={centres[i]!}
    />
  ));
}
