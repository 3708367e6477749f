import { defer, type Deferred } from '#base/deferred.ts';

/** How long a worker computes before it looks at its messages again, in ms: control stays answered. */
export const TURN_MS = 8;

type Later = (call: () => void) => void;

/** Node's own next turn; absent in browsers. */
const immediate = (globalThis as { readonly setImmediate?: Later }).setImmediate;
const later = immediate ?? laterByMessage();

/** Resolves in a later turn of the event loop, after messages that are already there. */
export function nextTurn(): Promise<void> {
  const turn = defer();
  later(turn.resolve);
  return turn.promise;
}

/**
 * A message to oneself comes after those that wait. Not so in Node, which serves up to 1000 messages of
 * one port, new ones included, before it looks at another.
 */
function laterByMessage(): Later {
  const waiting: Deferred<void>['resolve'][] = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()?.();
  return (call) => {
    waiting.push(call);
    channel.port2.postMessage(undefined);
  };
}
