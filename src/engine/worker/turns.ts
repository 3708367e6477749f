import { defer, type Deferred } from '#base/deferred.ts';

/** How long a worker computes before it looks at its messages again, in ms: control stays answered. */
export const TURN_MS = 8;

const waiting: Deferred<void>[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.resolve();
// Node keeps a process alive for an open port; nothing of ours should.
(channel.port1 as { unref?: () => void }).unref?.();

/** Resolves in a later turn of the event loop, after messages that are already there. */
export function nextTurn(): Promise<void> {
  const turn = defer();
  waiting.push(turn);
  channel.port2.postMessage(undefined);
  return turn.promise;
}
