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
  readonly #leases = new Map<NodeId, AbortController>();

  constructor(hosts: Hosts) {
    this.#hosts = hosts;
  }

  /** What a worker gets to call. */
  control(): PageControl {
    return Comlink.proxy({
      host: async (node, capability, request) => {
        try {
          const reply = await this.#hosts.open(capability, request, this.#lease(node), node);
          return Comlink.transfer<HostAnswer>({ ok: true, reply }, transferables(reply));
        } catch (error) {
          return { ok: false, notice: noticeOf(error) };
        }
      },
      closed: (node) => this.end(node),
    } satisfies PageControl);
  }

  /** Ends everything the node was given. */
  end(node: NodeId): void {
    this.#leases.get(node)?.abort();
    this.#leases.delete(node);
  }

  endAll(): void {
    for (const node of this.#leases.keys()) this.end(node);
  }

  #lease(node: NodeId): AbortSignal {
    let lease = this.#leases.get(node);
    if (!lease) {
      lease = new AbortController();
      this.#leases.set(node, lease);
    }
    return lease.signal;
  }
}

/** The streams in a reply move to the worker; a blob is only referred to. */
function transferables(reply: HostReply[Capability]): Transferable[] {
  const streams: unknown[] = [reply, ...Object.values(reply)];
  return streams.filter(
    (value) => value instanceof ReadableStream || value instanceof WritableStream,
  );
}
