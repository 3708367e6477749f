import { addDrops } from './drops.ts';
import type { EdgeReading } from './protocol.ts';

/** Puts what the ends of one edge count together; each counts its own share. */
export function joinEnds(readings: readonly EdgeReading[]): EdgeReading {
  const sent = readings.find((r) => r.sent !== undefined)?.sent;
  const delivered = readings.find((r) => r.delivered !== undefined)?.delivered;
  const told = readings.find((r) => r.told !== undefined)?.told;
  const grown = readings.find((r) => r.grown !== undefined)?.grown;
  const grownTo = readings.find((r) => r.grownTo !== undefined)?.grownTo;
  const turns = readings.find((r) => r.turns !== undefined)?.turns;
  const receiver = readings.find((r) => r.bound !== undefined);
  return {
    ...(sent === undefined ? {} : { sent }),
    ...(delivered === undefined ? {} : { delivered }),
    dropped: addDrops(readings.map(({ dropped }) => dropped ?? {})),
    queued: readings.reduce((sum, { queued }) => sum + queued, 0),
    bytes: readings.reduce((sum, { bytes }) => sum + bytes, 0),
    oldestMs: Math.max(0, ...readings.map(({ oldestMs }) => oldestMs)),
    span: readings.reduce((sum, { span }) => sum + span, 0),
    ...(told === undefined ? {} : { told }),
    ...(grown === undefined ? {} : { grown }),
    ...(grownTo === undefined ? {} : { grownTo }),
    ...(readings.some(({ waits }) => waits) && { waits: true }),
    ...(turns === undefined ? {} : { turns }),
    ...(readings.some(({ fills }) => fills) && { fills: true }),
    ...(receiver?.bound === undefined ? {} : { bound: receiver.bound }),
    ...(receiver?.quietMs === undefined ? {} : { quietMs: receiver.quietMs }),
    ...(receiver?.idleMs === undefined ? {} : { idleMs: receiver.idleMs }),
  };
}
