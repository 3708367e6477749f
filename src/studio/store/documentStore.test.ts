import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { emptyPipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { createDocumentStore } from './documentStore.ts';
import { createUiStore } from './uiStore.ts';

const blur = 'blur' as NodeId;

const withBlur: Pipeline = {
  ...emptyPipeline,
  nodes: [
    { id: blur, operator: 'video/blur', operatorVersion: 1, at: [0, 0], params: { radius: 2 } },
  ],
};

function named(name: string): (pipeline: Pipeline) => Pipeline {
  return (pipeline) => ({ ...pipeline, name });
}

function storeAt(times: { now: number }) {
  return createDocumentStore(() => times.now);
}

test('undo and redo walk through every edit, one at a time', () => {
  const store = storeAt({ now: 0 });
  const names = Array.from({ length: 20 }, (_, i) => `step ${i}`);
  for (const name of names) store.getState().edit(named(name));
  const seen: string[] = [];
  for (let i = 0; i < 20; i++) {
    seen.push(store.getState().pipeline.name);
    store.getState().undo();
  }
  expect(seen).toEqual(names.toReversed());
  expect(store.getState().pipeline).toBe(emptyPipeline);
  for (let i = 0; i < 20; i++) store.getState().redo();
  expect(store.getState().pipeline.name).toBe('step 19');
  expect(store.getState().future).toEqual([]);
});

test('an edit that changes nothing is no step', () => {
  const store = storeAt({ now: 0 });
  store.getState().edit((pipeline) => pipeline);
  expect(store.getState().past).toEqual([]);
});

test('an edit after an undo ends the undone future', () => {
  const store = storeAt({ now: 0 });
  store.getState().edit(named('a'));
  store.getState().undo();
  store.getState().edit(named('b'));
  store.getState().redo();
  expect(store.getState().pipeline.name).toBe('b');
});

test('a dragged slider is one step, two drags are two', () => {
  const clock = { now: 0 };
  const store = storeAt(clock);
  store.getState().open(withBlur);
  for (let radius = 3; radius <= 9; radius++) {
    clock.now += 300;
    store.getState().setParam(blur, 'radius', radius);
  }
  clock.now += 1000;
  store.getState().setParam(blur, 'radius', 1);
  expect(store.getState().past).toHaveLength(2);
  store.getState().undo();
  expect(store.getState().pipeline.nodes[0]?.params).toEqual({ radius: 9 });
  store.getState().undo();
  expect(store.getState().pipeline).toBe(withBlur);
});

test('a gesture is one step however long it takes, and the next one another', () => {
  const clock = { now: 0 };
  const store = storeAt(clock);
  for (const [gesture, name] of [
    ['drag 1', 'a'],
    ['drag 1', 'b'],
    ['drag 1', 'c'],
    ['drag 2', 'd'],
  ] as const) {
    clock.now += 60_000;
    store.getState().editDuring(gesture, named(name));
  }
  expect(store.getState().past).toHaveLength(2);
  store.getState().undo();
  expect(store.getState().pipeline.name).toBe('c');
  store.getState().undo();
  expect(store.getState().pipeline.name).toBe(emptyPipeline.name);
});

test('an edit right after an undo never merges into the step before', () => {
  const store = storeAt({ now: 0 });
  store.getState().open(withBlur);
  store.getState().setParam(blur, 'radius', 3);
  store.getState().undo();
  store.getState().setParam(blur, 'radius', 4);
  store.getState().undo();
  expect(store.getState().pipeline).toBe(withBlur);
});

test('opening another document forgets the history of the one before', () => {
  const store = storeAt({ now: 0 });
  store.getState().edit(named('a'));
  store.getState().open(withBlur);
  store.getState().undo();
  expect(store.getState().pipeline).toBe(withBlur);
});

test('a node that vanishes leaves the selection, and does not come back into it', () => {
  const store = storeAt({ now: 0 });
  const ui = createUiStore(store);
  store.getState().open(withBlur);
  ui.getState().select([blur]);
  store.getState().edit((pipeline) => ({ ...pipeline, nodes: [] }));
  expect(ui.getState().selectedNodes.size).toBe(0);
  store.getState().undo();
  expect(ui.getState().selectedNodes.size).toBe(0);
});

test('selecting what is selected keeps the same set', () => {
  const store = storeAt({ now: 0 });
  const ui = createUiStore(store);
  ui.getState().select([blur]);
  const before = ui.getState().selectedNodes;
  ui.getState().select([blur]);
  expect(ui.getState().selectedNodes).toBe(before);
});
