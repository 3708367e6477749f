import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';

/**
 * The outside world, on the page: the engine asks it on behalf of a worker and transfers the reply.
 * One node has one lease for its whole life, so that asking again replaces what it was given before.
 */
export interface Hosts {
  /**
   * Rejects with a `Fault` in the user's words, or with the lease's reason if that ended first. When
   * the lease aborts, the device track it was given ends. `node` is who asks.
   */
  open<C extends Capability>(
    capability: C,
    request: HostRequest[C],
    lease: AbortSignal,
    node: NodeId,
  ): Promise<HostReply[C]>;
  /** Between two runs: from now on a track whose lease ends is kept for the next request that fits it. */
  hold(): void;
  /** Ends every kept track that nobody took. */
  release(): void;
  /** Device tracks that are live now, kept ones included. */
  readonly openTracks: number;
}
