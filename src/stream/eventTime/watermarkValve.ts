interface Input {
  watermark: number;
  active: boolean;
  aligned: boolean;
}

/** What changed: a higher watermark, or whether anybody is active. */
export type ValveNews =
  | { readonly kind: 'watermark'; readonly watermark: number }
  | { readonly kind: 'status'; readonly active: boolean };

/**
 * The watermark of several inputs together: the least of those that are active and not behind what was
 * said already (Flink, StatusWatermarkValve). An input that comes back with old data does not pull time
 * back; its elements are late.
 */
export class WatermarkValve {
  readonly #inputs: readonly Input[];
  #watermark = -Infinity;
  #active = true;

  /** All inputs are active and aligned at first. */
  constructor(inputs: number) {
    this.#inputs = Array.from({ length: inputs }, () => ({
      watermark: -Infinity,
      active: true,
      aligned: true,
    }));
  }

  get watermark(): number {
    return this.#watermark;
  }

  /** False once every input is idle. */
  get active(): boolean {
    return this.#active;
  }

  /** An input's watermark. One that is idle, or no higher than before, is ignored. */
  advance(index: number, watermark: number): readonly ValveNews[] {
    const input = this.#inputs[index]!;
    if (!this.#active || !input.active || watermark <= input.watermark) return [];
    input.watermark = watermark;
    if (!input.aligned && watermark >= this.#watermark) input.aligned = true;
    return this.#settle();
  }

  /** An input falls silent: nobody waits for it. */
  idle(index: number): readonly ValveNews[] {
    const input = this.#inputs[index]!;
    if (!input.active) return [];
    input.active = false;
    input.aligned = false;
    if (!this.#inputs.some(({ active }) => active)) {
      this.#active = false;
      const most = Math.max(...this.#inputs.map(({ watermark }) => watermark));
      return [...this.#raise(most), { kind: 'status', active: false }];
    }
    return input.watermark === this.#watermark ? this.#settle() : [];
  }

  /** An input speaks again. It counts once it has caught up. */
  wake(index: number): readonly ValveNews[] {
    const input = this.#inputs[index]!;
    if (input.active) return [];
    input.active = true;
    if (input.watermark >= this.#watermark) input.aligned = true;
    if (this.#active) return [];
    this.#active = true;
    return [{ kind: 'status', active: true }];
  }

  #settle(): readonly ValveNews[] {
    let least = Infinity;
    for (const { aligned, watermark } of this.#inputs) {
      if (aligned) least = Math.min(least, watermark);
    }
    const counted = this.#inputs.some(({ aligned }) => aligned);
    return counted ? this.#raise(least) : [];
  }

  #raise(watermark: number): readonly ValveNews[] {
    if (watermark <= this.#watermark) return [];
    this.#watermark = watermark;
    return [{ kind: 'watermark', watermark }];
  }
}
