import type { Json } from '#base/json.ts';
import {
  type Edge,
  emptyPipeline,
  type NodeId,
  type Pipeline,
  type PortRef,
} from '#pipeline/pipeline.ts';
import type { OverflowPolicy } from '#stream/queueSettings.ts';
import { inProcess } from './inProcess.ts';
import type { TestCatalog } from './testOperators.ts';
import { expect } from 'vitest';
import { createEngine } from '#engine/createEngine.ts';
import type { Engine, RunMode } from '#engine/engine.ts';
import type { Hosts } from '#engine/hosts.ts';
import type { NodeSnapshot, RunSnapshot } from '#engine/snapshot.ts';

/** A home without any device. */
export const noHosts: Hosts = {
  async open() {
    throw new Error('There is no outside here.');
  },
  hold() {},
  release() {},
  openTracks: 0,
};

/** Id, operator below `test/`, params. */
export type NodeSketch = readonly [id: string, operator: string, params?: Record<string, Json>];
/** From, to, overflow policy: `a.out`, `b.in`, `block`. */
export type EdgeSketch = readonly [from: string, to: string, overflow?: OverflowPolicy | undefined];

/** A pipeline of test operators in two short lists. */
export function sketch(nodes: readonly NodeSketch[], edges: readonly EdgeSketch[]): Pipeline {
  return {
    ...emptyPipeline,
    nodes: nodes.map(([id, operator, params]) => ({
      id: id as NodeId,
      operator: `test/${operator}`,
      operatorVersion: 1,
      at: [0, 0] as const,
      params: params ?? {},
    })),
    edges: edges.map(([from, to, overflow]): Edge => ({
      from: from as PortRef,
      to: to as PortRef,
      ...(overflow ? { queue: { overflow } } : {}),
    })),
  };
}

/** An engine over workers of this thread. */
export function engineOf(catalog: TestCatalog, workers = 2): Engine {
  const { specOf, loadKernel } = catalog;
  return createEngine({ spawn: inProcess(loadKernel), hosts: noHosts, specOf, workers });
}

/** Resolves with the first snapshot that meets a condition. */
export async function until(
  engine: Engine,
  met: (snapshot: RunSnapshot) => boolean,
): Promise<RunSnapshot> {
  if (engine.snapshot && met(engine.snapshot)) return engine.snapshot;
  return new Promise((resolve) => {
    const stop = engine.subscribe((snapshot) => {
      if (!met(snapshot)) return;
      stop();
      resolve(snapshot);
    });
  });
}

/** True of the last snapshot of a run. */
export const hasEnded = ({ leaks }: RunSnapshot): boolean => leaks !== undefined;

/** Runs a pipeline until it ends by itself. */
export async function runToEnd(
  pipeline: Pipeline,
  catalog: TestCatalog,
  { mode = 'batch', workers = 2 }: { readonly mode?: RunMode; readonly workers?: number } = {},
): Promise<RunSnapshot> {
  await using engine = engineOf(catalog, workers);
  await engine.start(pipeline, { mode, seed: 1 });
  return await until(engine, hasEnded);
}

/** No chunk went missing and nothing is left open. */
export function expectClean(snapshot: RunSnapshot): void {
  expect(snapshot.violations).toEqual([]);
  expect(snapshot.leaks).toEqual({ media: 0, buffers: 0, tracks: 0, workers: 0 });
}

/** One node of a snapshot. */
export const nodeOf = (snapshot: RunSnapshot, id: string): NodeSnapshot =>
  snapshot.nodes[id as NodeId]!;
/** What the sinks took, in order of arrival. */
export const values = (catalog: TestCatalog): readonly number[] =>
  catalog.taken.map(({ value }) => value);

/** Waits for so many more snapshots. */
export async function nextSnapshots(engine: Engine, count: number): Promise<void> {
  let left = count;
  await new Promise<void>((resolve) => {
    const stop = engine.subscribe(() => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}
