import type { Micros } from './micros.ts';
import type { PayloadOf, PortType } from './payload.ts';

/** One timestamped unit on an edge. Chunks of one stream have strictly increasing timestamps. */
export interface Chunk<T extends PortType = PortType> {
  readonly timestamp: Micros;
  /** How long the payload lasts; absent where that is not known. */
  readonly duration?: Micros;
  readonly payload: PayloadOf[T];
}
