import { FAINTEST, levelOf } from './endpointer.ts';

/** Tells whether anything is louder than the room, frame by frame, so that nobody need look closer. */
export type RoomWatch = (frame: Float32Array) => boolean;

/** By less than this above the quietest that was heard, in dB, is still the room. */
const MARGIN = 3;
/** How fast the room may grow louder, in dB a second. */
const RISE = 6;
/** After anything louder it is listened on for so long, in s. */
const HOLD = 0.5;

/** `seconds` is how long a frame lasts. What is heard first counts as louder until the room is known. */
export function createRoomWatch(seconds: number): RoomWatch {
  let noise: number | undefined;
  let wake = HOLD;
  return (frame) => {
    const level = levelOf(frame);
    noise = Math.max(FAINTEST, Math.min(level, (noise ?? level) + RISE * seconds));
    wake = level > noise + MARGIN ? HOLD : wake - seconds;
    return wake > 0;
  };
}
