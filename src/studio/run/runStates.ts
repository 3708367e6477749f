import type { RunState } from '#engine/snapshot.ts';

/** True while a run holds workers and devices. */
export function isLive(state: RunState | undefined): boolean {
  return state === 'opening' || state === 'running' || state === 'paused' || state === 'draining';
}
