import type { EdgeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { isLive } from '#studio/run/runStates.ts';

/** How an edge is drawn, rounded to what can be seen, so that an edge renders only when it looks different. */
export interface EdgeLook {
  readonly state: 'idle' | 'flowing' | 'filling' | 'full' | 'dropping';
  /** Width of the line, in pixels. */
  readonly width: number;
  /** Length of the filled part of the gauge, 0 to 20 pixels. */
  readonly fill: number;
}

/** Width of a line nothing flows on, and of the thickest. */
const THIN = 1.5;
const THICK = 4;

/** A line is thickest from this many chunks a second on. */
const THICK_AT = 200;

/** Length of the gauge along the edge, in pixels. */
export const GAUGE_LENGTH = 20;

/** How that edge looks in that run; idle before and after. */
export function edgeLook(run: RunSnapshot | undefined, id: EdgeId): EdgeLook {
  const edge = isLive(run?.state) ? run?.edges[id] : undefined;
  if (!edge) return { state: 'idle', width: THIN, fill: 0 };
  const state = stateOf(edge);
  return { state, width: lineWidth(edge.rate), fill: fillOf(edge, state) };
}

function stateOf({ rate, dropRate, queued, capacity }: EdgeSnapshot): EdgeLook['state'] {
  if (dropRate > 0) return 'dropping';
  // A fused edge has no queue: its capacity is 0.
  if (capacity > 0 && queued >= capacity) return 'full';
  if (capacity > 0 && queued > 0) return 'filling';
  return rate > 0 ? 'flowing' : 'idle';
}

function fillOf({ queued, capacity }: EdgeSnapshot, state: EdgeLook['state']): number {
  if (state === 'full' || state === 'dropping') return GAUGE_LENGTH;
  if (state !== 'filling') return 0;
  return Math.max(2, Math.round((GAUGE_LENGTH * queued) / capacity));
}

/** 1.5 to 4 px by the logarithm of the rate, in tenths. */
export function lineWidth(rate: number): number {
  const share = Math.log1p(Math.max(0, rate)) / Math.log1p(THICK_AT);
  return Math.round(10 * (THIN + (THICK - THIN) * Math.min(1, share))) / 10;
}
