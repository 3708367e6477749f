import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { connect } from '#pipeline/edges.ts';
import { addNode, moveNodes, renameNode, setParam } from '#pipeline/nodes.ts';
import { newNode } from '#pipeline/newNode.ts';
import { emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createFlowEdges } from './flowEdges.ts';
import { createFlowNodes } from './flowNodes.ts';
import { applyToLayer, finishedMoves } from './nodeLayer.ts';
import { applySelection } from './selection.ts';

const port = { type: 'video/raw', doc: 'Pictures.' } as const;
const blur: OperatorSpec = defineSpec({
  id: 'video/blur',
  title: 'Blur',
  doc: 'Blurs.',
  category: 'video',
  glyph: 'M2 2',
  inputs: { frame: port },
  outputs: { frame: port },
  params: z.object({
    radius: z.number().min(0).max(9).default(1).meta({ title: 'Radius', description: 'How far.' }),
  }),
});
const specOf = (id: string) => (id === blur.id ? blur : undefined);

const a = 'blur' as NodeId;
const b = 'blur-2' as NodeId;
function twoBlurs(): Pipeline {
  let pipeline = addNode(emptyPipeline, newNode(emptyPipeline, blur, [0, 0]));
  pipeline = addNode(pipeline, newNode(pipeline, blur, [320, 0]));
  return connect(pipeline, 'blur.frame', 'blur-2.frame');
}
const nothing = new Map<NodeId, never>();
const none: ReadonlySet<never> = new Set();

test('a turned param gives React Flow nothing to do', () => {
  const flowNodes = createFlowNodes(specOf);
  const flowEdges = createFlowEdges(specOf);
  const before = twoBlurs();
  const after = setParam(before, a, 'radius', 5);
  expect(flowNodes(after.nodes, nothing, none)).toEqual(flowNodes(before.nodes, nothing, none));
  expect(flowNodes(after.nodes, nothing, none)).toBe(flowNodes(before.nodes, nothing, none));
  expect(flowEdges(after, none)).toBe(flowEdges(before, none));
});

test('a moved node is a new object, its neighbour is the old one', () => {
  const flowNodes = createFlowNodes(specOf);
  const pipeline = twoBlurs();
  const [first, second] = flowNodes(pipeline.nodes, nothing, none);
  const moved = moveNodes(pipeline, new Map([[a, [8, 16]]]));
  const next = flowNodes(moved.nodes, nothing, none);
  expect(next[0]).not.toBe(first);
  expect(next[0]?.position).toEqual({ x: 8, y: 16 });
  expect(next[1]).toBe(second);
});

test('nodes and edges are named for assistive tools by their titles', () => {
  const pipeline = renameNode(twoBlurs(), b, 'Softer');
  const [first, second] = createFlowNodes(specOf)(pipeline.nodes, nothing, none);
  expect([first?.ariaLabel, second?.ariaLabel]).toEqual(['Blur', 'Softer']);
  const [edge] = createFlowEdges(specOf)(pipeline, none);
  expect(edge?.ariaLabel).toBe('Blur · frame to Softer · frame');
});

test('while a node is dragged the layer holds its place, and afterwards the document does', () => {
  const during = applyToLayer(nothing, [
    { type: 'position', id: a, position: { x: 5, y: 6 }, dragging: true },
  ]);
  const flows = createFlowNodes(specOf)(twoBlurs().nodes, during, none);
  expect(flows[0]?.position).toEqual({ x: 5, y: 6 });
  const end = [{ type: 'position', id: a, position: { x: 8, y: 8 }, dragging: false }] as const;
  expect(applyToLayer(during, end).get(a)).toEqual({});
  expect([...finishedMoves(end)]).toEqual([[a, [8, 8]]]);
});

test('a drag that goes on is no finished move', () => {
  const moves = finishedMoves([
    { type: 'position', id: a, position: { x: 5, y: 6 }, dragging: true },
  ]);
  expect(moves.size).toBe(0);
});

test('the same size measured again leaves the layer as it was', () => {
  const size = { type: 'dimensions', id: a, dimensions: { width: 200, height: 170 } } as const;
  const layer = applyToLayer(nothing, [size]);
  expect(layer.get(a)?.measured).toEqual({ width: 200, height: 170 });
  expect(applyToLayer(layer, [size])).toBe(layer);
});

test('a selection takes in and lets go, and is the same set if nothing changes', () => {
  const selected = new Set([a]);
  const changed = applySelection(selected, [
    { type: 'select', id: a, selected: false },
    { type: 'select', id: b, selected: true },
  ]);
  expect([...changed]).toEqual([b]);
  expect(applySelection(selected, [{ type: 'select', id: a, selected: true }])).toBe(selected);
});
