import { noticeOf } from '#contract/fault.ts';
import type { HostReply } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import * as Comlink from 'comlink';
import type { Hosts } from './hosts.ts';
import type { HostAnswer, PageControl } from './protocol.ts';

/** Answers the workers of one run for the outside world, and ends what a node was given when it closes. */
export class HostDesk {
  readonly #hosts: Hosts;
  /** Those that have ended are kept, so that a late question is given nothing. */
  readonly #leases = new Map<NodeId, AbortController>();
  #over = false;

  constructor(hosts: Hosts) {
    this.#hosts = hosts;
  }

  /** What a worker gets to call. */
  control(): PageControl {
    return Comlink.proxy({
      host: async (node, capability, request) => {
        try {
          const { signal } = this.#leaseOf(node);
          signal.throwIfAborted();
          const reply = await this.#hosts.open(capability, request, signal, node);
          return Comlink.transfer<HostAnswer>({ ok: true, reply }, transferables(reply));
        } catch (error) {
          return { ok: false, notice: noticeOf(error) };
        }
      },
      closed: (node) => this.end(node),
    } satisfies PageControl);
  }

  /** Ends everything the node was given; it is given nothing more. */
  end(node: NodeId): void {
    this.#leaseOf(node).abort(new Error('The node was closed.'));
  }

  /** Ends everything any node was given, and all that is still asked for. */
  endAll(): void {
    this.#over = true;
    for (const node of this.#leases.keys()) this.end(node);
  }

  #leaseOf(node: NodeId): AbortController {
    let lease = this.#leases.get(node);
    if (!lease) {
      lease = new AbortController();
      this.#leases.set(node, lease);
      if (this.#over) this.end(node);
    }
    return lease;
  }
}

/** The streams and ports in a reply move to the worker; a blob is only referred to. */
function transferables(reply: HostReply[Capability]): Transferable[] {
  const parts: unknown[] = [reply, ...Object.values(reply)];
  return parts.filter(
    (part) =>
      part instanceof ReadableStream ||
      part instanceof WritableStream ||
      part instanceof MessagePort,
  );
}
