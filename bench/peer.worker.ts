import { now, sendNotes } from './notes.ts';

/** What a peer is asked to do: the same as the engine, with nothing of the engine. */
export type PeerTask =
  | { readonly kind: 'direct'; readonly count: number; readonly hops: number }
  | {
      readonly kind: 'send';
      readonly count: number;
      readonly intervalMs: number;
      readonly port: MessagePort;
    }
  | { readonly kind: 'receive'; readonly count: number; readonly port: MessagePort };

self.onmessage = ({ data }: MessageEvent<PeerTask>) => {
  switch (data.kind) {
    case 'direct':
      return callDirectly(data.count, data.hops);
    case 'send':
      return void send(data.count, data.intervalMs, data.port);
    case 'receive':
      return receive(data.count, data.port);
  }
};

type Hop = (value: { readonly timestamp: number; readonly payload: number }) => void;

/** The chain of the fused pipeline as plain calls of the same shape. */
function callDirectly(count: number, hops: number): void {
  let sum = 0;
  let chain: Hop = (value) => void (sum += value.payload);
  for (let i = 0; i < hops; i++) {
    const next = chain;
    chain = (value) => next(value);
  }
  const start = now();
  for (let i = 0; i < count; i++) chain({ timestamp: i, payload: i });
  sendNotes({ who: 'direct', times: [start, now(), sum] });
}

async function send(count: number, intervalMs: number, port: MessagePort): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
    times.push(now());
    port.postMessage(undefined);
  }
  sendNotes({ who: 'sender', times });
}

function receive(count: number, port: MessagePort): void {
  const times: number[] = [];
  port.onmessage = () => {
    times.push(now());
    if (times.length === count) sendNotes({ who: 'receiver', times });
  };
}
