import { defineSpec } from '#contract/spec.ts';
import type { NodeSnapshot } from '#engine/snapshot.ts';
import { connect } from '#pipeline/edges.ts';
import { newNode } from '#pipeline/newNode.ts';
import { addNode } from '#pipeline/nodes.ts';
import { emptyPipeline, type NodeId } from '#pipeline/pipeline.ts';
import { blur, camera } from '#testing/specs.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { shrinkFix } from './shrinkFix.ts';

const pixels = (title: string) =>
  z.int().min(1).max(4096).default(640).meta({ title, description: title, unit: 'px' });
const sizer = defineSpec({
  id: 'test/sizer',
  title: 'Sizer',
  doc: 'Makes pictures one size.',
  category: 'video',
  glyph: 'M2 8h12',
  inputs: { frame: { type: 'video/raw', doc: 'Any.' } },
  outputs: { frame: { type: 'video/raw', doc: 'One size.' } },
  params: z.strictObject({ width: pixels('Width'), height: pixels('Height') }),
});
const specs = [camera, blur, sizer];
const specOf = (id: string) => specs.find((spec) => spec.id === id);

const slow = 'blur' as NodeId;
const alone = [camera, blur].reduce(
  (pipeline, spec) => addNode(pipeline, newNode(pipeline, spec, [0, 0])),
  emptyPipeline,
);
const wired = connect(alone, 'camera.frame', 'blur.frame');
const reading = (caps: string) => ({ ports: { 'in.frame': caps } }) as unknown as NodeSnapshot;

test('a slow node is offered pictures of half the size, made before they enter it', () => {
  const fix = shrinkFix(wired, slow, reading('1280 × 722 I420'), specs, specOf)!;
  expect(fix.title).toBe('Sizer to 640 × 362 first');
  const fixed = fix.apply(wired);
  expect(fixed.nodes.at(-1)).toMatchObject({ id: 'sizer', params: { width: 640, height: 362 } });
  expect(fixed.edges).toEqual([
    { from: 'camera.frame', to: 'sizer.frame' },
    { from: 'sizer.frame', to: 'blur.frame' },
  ]);
});

test('nothing is offered for small pictures, without pictures, or without an operator for it', () => {
  expect(shrinkFix(wired, slow, reading('320 × 240 I420'), specs, specOf)).toBeUndefined();
  expect(shrinkFix(wired, slow, reading('48 kHz stereo'), specs, specOf)).toBeUndefined();
  expect(shrinkFix(alone, slow, reading('1280 × 720 I420'), specs, specOf)).toBeUndefined();
  expect(
    shrinkFix(wired, slow, reading('1280 × 720 I420'), [camera, blur], specOf),
  ).toBeUndefined();
});
