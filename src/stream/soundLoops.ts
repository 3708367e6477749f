import { SOUND_WASM } from './soundWasm.ts';
import { wasmModule } from './wasmModule.ts';

/** The inner loops of wasm/sound.ts, which says what each does. Addresses are in bytes, counts in samples. */
export interface SoundLoops {
  weigh(from: number, weights: number, to: number, count: number): void;
  powers(spectrum: number, to: number, size: number): void;
  filter(
    samples: number,
    table: number,
    taps: number,
    phase: number,
    up: number,
    down: number,
    to: number,
    count: number,
  ): void;
  filterBetween(
    samples: number,
    table: number,
    taps: number,
    rows: number,
    phase: number,
    up: number,
    down: number,
    to: number,
    count: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** The loops over `memory`. They hold no state of their own. */
export function soundLoops(memory: WebAssembly.Memory): SoundLoops {
  compiled ??= wasmModule(SOUND_WASM);
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as unknown as SoundLoops;
}
