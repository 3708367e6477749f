import { drivableParams } from '#contract/drivable.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { type PipelineNode, portRef, splitPortRef } from '#pipeline/pipeline.ts';
import { portOf, portsOf, shownPorts, type Side } from '#pipeline/ports.ts';
import { portKey, useCanvas } from '#studio/canvas/canvasStore.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useEffect, useRef } from 'react';
import { useUpdateNodeInternals } from 'reactflow';
import { paramCentre, portCentres } from './nodeGeometry.ts';
import { PortHandle } from './PortHandle.tsx';
import { useDrivenNames } from './useDriven.ts';

interface PortsProps {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec | undefined;
  /** Height of the preview, in pixels. */
  readonly well: number;
  /** True where its inline params are seen, at their usual place. */
  readonly hasRows: boolean;
}

/**
 * All ports of a node. Those of an unknown operator are known from the edges it has. A param that is driven has
 * one too: at its row, or below the inputs where it has none; so have those that the wire in the hand could drive.
 */
export function NodePorts(props: PortsProps) {
  const { node, spec, hasRows } = props;
  const driven = useDrivenNames(node.id, spec);
  const rows = hasRows && spec ? spec.inline : [];
  const offered = useOfferedNames(node, rows, spec);
  const inRows = rows.filter((name) => driven.includes(name) || offered.includes(name));
  const below = driven.filter((name) => !inRows.includes(name));
  // React Flow knows where ports are from when they came; these come, go and move.
  const measure = useUpdateNodeInternals();
  const shown = [...below, ...inRows.map((name) => `.${name}`)].join(' ');
  const measured = useRef('');
  useEffect(() => {
    if (measured.current === shown) return;
    measured.current = shown;
    measure(node.id);
  }, [measure, node.id, shown]);
  return (
    <>
      <PortColumn {...props} side="in" params={below} />
      {inRows.map((name) => (
        <PortHandle
          key={`param ${name}`}
          node={node.id}
          side="in"
          name={name}
          port={portOf(spec!, 'in', name)}
          top={paramCentre(rows.indexOf(name), props.well)}
        />
      ))}
      <PortColumn {...props} side="out" params={[]} />
    </>
  );
}

/** Inline params that the wire in the hand could drive. */
function useOfferedNames(
  { id }: PipelineNode,
  rows: readonly string[],
  spec: OperatorSpec | undefined,
): readonly string[] {
  const names = useCanvas(({ wire }) => {
    if (!wire || !spec) return '';
    const fits = (name: string): boolean => wire.fits.has(portKey('in', portRef(id, name)));
    return rows.filter((name) => drivableParams(spec).has(name) && fits(name)).join(' ');
  });
  return names.split(' ').filter(Boolean);
}

function PortColumn(
  props: PortsProps & {
    readonly side: Side;
    /** Params that have their port here. */
    readonly params: readonly string[];
  },
) {
  const { node, spec, well, side, params } = props;
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
  const names = [...(spec ? shownPorts(spec, side, new Set(ends)) : ends), ...params];
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
