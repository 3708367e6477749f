import { Fault } from '#contract/fault.ts';
import type { Accepts } from '#engine/protocol.ts';
import { type CapsConflict, capsConflict } from '#stream/caps.ts';
import { conflictWords } from '#stream/capsWords.ts';
import type { Payload } from '#stream/payload.ts';
import { capsOfPayload, hasSameForm } from '#stream/payloadCaps.ts';

/**
 * Checks what only a run can tell: the form of what really comes, at the first chunk and whenever it
 * changes. While it stays the same, a check costs a few comparisons.
 */
export class FormGate {
  readonly #accepts: Accepts;
  #passed: Payload | undefined;

  constructor(accepts: Accepts) {
    this.#accepts = accepts;
  }

  /** Throws a `Fault` that names the field and both sides. */
  check(payload: Payload): void {
    if (this.#passed !== undefined && hasSameForm(this.#passed, payload)) return;
    const conflict = capsConflict([capsOfPayload(payload)], this.#accepts.caps);
    if (conflict) throw this.#fault(conflict);
    this.#passed = payload;
  }

  #fault(conflict: CapsConflict): Fault {
    const { title, sentence } = conflictWords(conflict, this.#accepts.from, this.#accepts.to);
    return new Fault({ title, message: sentence, remedies: ['retry'] });
  }
}
