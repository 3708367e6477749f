/** What a kernel or a peer noted, sent to the page when it ends. Times in ms since the epoch. */
export interface Notes {
  readonly who: 'numbers' | 'departures' | 'arrivals' | 'sender' | 'receiver' | 'direct';
  /** By the number of the chunk. */
  readonly times: readonly number[];
}

const CHANNEL = 'millrace-bench';

/** Now, comparable between threads; steps every 5 µs where cross-origin isolated. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Sends notes to whoever collects them. */
export function sendNotes(notes: Notes): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(notes);
  channel.close();
}

/** Resolves with the next notes of each of these, in that order. */
export function collectNotes(...from: readonly Notes['who'][]): Promise<readonly Notes[]> {
  const channel = new BroadcastChannel(CHANNEL);
  const found = new Map<Notes['who'], Notes>();
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Notes>) => {
      found.set(data.who, data);
      if (!from.every((who) => found.has(who))) return;
      channel.close();
      resolve(from.map((who) => found.get(who)!));
    };
  });
}
