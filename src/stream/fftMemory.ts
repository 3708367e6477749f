import { assert } from '#base/assert.ts';
import { PFFFT_WASM } from '#vendor/pffft/wasm.mjs';
import { type SoundLoops, soundLoops } from './soundLoops.ts';
import { wasmModule } from './wasmModule.ts';

/** What we call of pffft.h, under the names that its build for the web gave. */
interface Pffft {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  newSetup(size: number, isComplex: number): number;
  transformOrdered(setup: number, from: number, to: number, work: number, isBackward: number): void;
}

/** A run of floats in the memory that transforms work on. The view stays valid: the memory never grows. */
export interface Floats {
  readonly address: number;
  readonly view: Float32Array<ArrayBuffer>;
}

/** The one memory of this thread in which sound is transformed, with the code that does so. Never freed. */
export interface FftMemory {
  readonly pffft: Pffft;
  readonly loops: SoundLoops;
  /** Throws when the 16 MiB are used up. */
  floats(count: number): Floats;
}

let memory: FftMemory | undefined;

/** Made at the first call: a worker without transforms carries none. */
export function fftMemory(): FftMemory {
  return (memory ??= createFftMemory());
}

function createFftMemory(): FftMemory {
  const pffft = startPffft();
  return {
    pffft,
    loops: soundLoops(pffft.memory),
    floats(count) {
      const address = pffft.malloc(count * 4);
      assert(address !== 0, `The memory for transforms has no room for ${count} samples more.`);
      const view = new Float32Array(pffft.memory.buffer, address, count);
      view.fill(0);
      return { address, view };
    },
  };
}

/** The names are those of `@echogarden/pffft-wasm` 0.4.2; another version may shuffle them. */
function startPffft(): Pffft {
  const base64 = PFFFT_WASM.slice(PFFFT_WASM.indexOf(',') + 1);
  const { exports } = new WebAssembly.Instance(wasmModule(base64), {
    a: {
      a: () => {
        throw new Error('pffft was called against its rules.');
      },
      // Growing would take the memory from under every view.
      b: () => 0,
      c: (to: number, from: number, bytes: number) =>
        new Uint8Array((exports['d'] as WebAssembly.Memory).buffer).copyWithin(
          to,
          from,
          from + bytes,
        ),
    },
  });
  const call = exports as Readonly<Record<string, (...values: number[]) => number>>;
  call['e']!();
  return {
    memory: exports['d'] as WebAssembly.Memory,
    malloc: call['f']!,
    newSetup: call['k']!,
    transformOrdered: call['p']!,
  };
}
