import type { Need } from '#engine/protocol.ts';
import { mostOf } from './needs.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { Thread } from './thread.ts';

/** So often at most it is said what is needed, in ms. */
export const NEED_MS = 100;

/**
 * Passes on what the ends below a node need, in the times of its inputs. Where one of its outputs leads to somebody
 * who needs everything, a recorder, so does the node; and where its bounds do not follow its inputs, since what
 * comes out says nothing of what went in. Lives with its node.
 */
export class NeedsUp {
  readonly #node: NodeRuntime;
  readonly #thread: Thread;
  #saidAt = -Infinity;
  #said: Need['kind'] = 'overflow';

  constructor(node: NodeRuntime, thread: Thread) {
    this.#node = node;
    this.#thread = thread;
  }

  /** An output was told something. Says it at once if less may be left out than before, else when it is time. */
  heard(): void {
    const { part, outputs, inputs } = this.#node;
    if (part.boundOffset === undefined) return;
    const led = [...outputs.values()].filter(({ links }) => links.length > 0);
    const need = mostOf(led.map((output) => output.need));
    if (!need) return;
    const now = this.#thread.now();
    const relieves = this.#said === 'underflow' && need.kind === 'overflow';
    if (!relieves && now - this.#saidAt < NEED_MS) return;
    this.#saidAt = now;
    this.#said = need.kind;
    const before = { ...need, timestamp: need.timestamp - part.boundOffset };
    for (const { part: input, tellUp } of inputs)
      if (!input.loopback && !input.drives) tellUp?.(before);
  }
}
