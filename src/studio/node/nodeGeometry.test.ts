import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineSpec, type OperatorSpec, type OutputPorts } from '#contract/spec.ts';
import type { PortType } from '#stream/payload.ts';
import { nodeSize, portCentres } from './nodeGeometry.ts';

const base = {
  id: 'test/node',
  title: 'Node',
  doc: 'For tests.',
  category: 'flow',
  glyph: '',
  params: z.strictObject({}),
} as const;

function emitting(type: PortType): OperatorSpec {
  const outputs: OutputPorts = { out: { type, doc: 'Out.' } };
  return defineSpec({ ...base, inputs: {}, outputs });
}

test('a node is as high as what it shows', () => {
  expect(nodeSize(emitting('video/raw'))).toEqual({ width: 200, well: 112 });
  expect(nodeSize(emitting('audio/pcm')).well).toBe(64);
  expect(nodeSize(emitting('tensor')).well).toBe(72);
  expect(nodeSize(emitting('value/number')).well).toBe(56);
});

test('a sink that shows pictures is larger than one that saves them', () => {
  const inputs = { in: { type: 'video/raw', doc: 'In.' } } as const;
  expect(nodeSize(defineSpec({ ...base, inputs, outputs: {} }))).toEqual({ width: 240, well: 135 });
  const saving = defineSpec({ ...base, inputs, outputs: {}, requires: ['save'] });
  expect(nodeSize(saving)).toEqual({ width: 200, well: 112 });
});

test('ports stand around the middle of the preview, 24 apart', () => {
  expect(portCentres(1, 112, false)).toEqual([88]);
  expect(portCentres(2, 112, false)).toEqual([76, 100]);
  expect(portCentres(4, 112, false)).toEqual([52, 76, 100, 124]);
});

test('ports that do not fit start at the top of the preview', () => {
  expect(portCentres(6, 112, false)).toEqual([44, 68, 92, 116, 140, 164]);
  expect(portCentres(3, 56, false)).toEqual([44, 68, 92]);
});

test('ports of a folded node share its header', () => {
  expect(portCentres(1, 112, true)).toEqual([16]);
  expect(portCentres(2, 112, true)).toEqual([8, 24]);
});
