import { cos, sin } from '#base/trigonometry.ts';

/** Gains from left to left, right to left, left to right, right to right. */
export type Panning = readonly [number, number, number, number];

/**
 * Gains of equal power at a position from −1 to 1 (W3C Web Audio API, "StereoPanner panning"). Mono lies
 * in the left channel: its powers add up to 1. Of stereo, the side that is moved to stays as it is and the
 * other one is turned into it.
 */
export function panningOf(position: number, isStereo: boolean): Panning {
  if (!isStereo) {
    const angle = ((position + 1) * Math.PI) / 4;
    return [cos(angle), 0, sin(angle), 0];
  }
  const angle = ((position <= 0 ? position + 1 : position) * Math.PI) / 2;
  return position <= 0 ? [1, cos(angle), 0, sin(angle)] : [cos(angle), 0, sin(angle), 1];
}
