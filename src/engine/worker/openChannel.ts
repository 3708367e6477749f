import type { EdgePort } from '#engine/protocol.ts';
import type { ChannelListener, ChannelReceiver, ChannelSender } from './channel.ts';
import { FrameRing } from './frameRing.ts';
import { PortReceiver, PortSender } from './portChannel.ts';
import { RingReceiver, RingSender } from './ringChannel.ts';
import type { WorkerScope } from './workerScope.ts';

/** The sending end of an edge: through shared memory where the edge came with some. */
export function openSender(
  { port, ring }: EdgePort,
  { memory, thread }: WorkerScope,
  credit: number,
  onCredit: () => void,
): ChannelSender {
  if (!ring) return new PortSender(port, memory, credit, onCredit);
  return new RingSender({ ring: new FrameRing(ring, thread), port }, memory, credit, onCredit);
}

/** The receiving end of an edge. */
export function openReceiver(
  { port, ring }: EdgePort,
  { memory, thread }: WorkerScope,
  listener: ChannelListener,
): ChannelReceiver {
  if (!ring) return new PortReceiver(port, memory, listener);
  return new RingReceiver({ ring: new FrameRing(ring, thread), port }, memory, listener);
}
