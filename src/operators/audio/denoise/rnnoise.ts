/** Samples a second that RNNoise takes. */
export const RNNOISE_RATE = 48_000;
/** Samples in a frame: 10 ms. */
export const RNNOISE_FRAME = 480;
/** By so many samples what comes out is late: two frames. */
export const RNNOISE_LATENCY = 960;

/** What stands for one in the numbers of the model, which are 16-bit samples. */
const ONE = 32_768;

/** Suppresses noise in one channel. */
export interface Denoiser {
  /** Takes a frame and fills `to` with the one that is ready; gives how sure it is of a voice, 0 to 1. */
  next(frame: Float32Array, to: Float32Array): number;
}

/** What the module exports, as far as it is used here. Addresses are in bytes. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __wasm_call_ctors: () => void;
  readonly emscripten_stack_init: () => void;
  readonly malloc: (bytes: number) => number;
  readonly rnnoise_create: (model: number) => number;
  readonly rnnoise_process_frame: (state: number, to: number, from: number) => number;
}

/**
 * RNNoise 0.2 (Valin 2018, "A hybrid DSP/deep learning approach to real-time full-band speech
 * enhancement"), the module alone: what the package has around it runs in browsers only. Each call makes a
 * memory of its own with one denoiser a channel, all at rest.
 */
export async function createDenoisers(
  binary: Uint8Array<ArrayBuffer>,
): Promise<(channels: number) => readonly Denoiser[]> {
  const module = await WebAssembly.compile(binary);
  return (channels) => {
    const { exports } = new WebAssembly.Instance(
      module,
      imports(() => wasm.memory),
    );
    const wasm = exports as unknown as Exports;
    wasm.emscripten_stack_init();
    wasm.__wasm_call_ctors();
    return Array.from({ length: channels }, () => createDenoiser(wasm));
  };
}

function createDenoiser(wasm: Exports): Denoiser {
  const state = wasm.rnnoise_create(0);
  const from = wasm.malloc(RNNOISE_FRAME * 4);
  const to = wasm.malloc(RNNOISE_FRAME * 4);
  // Memory that grows gets a new buffer.
  const view = (address: number): Float32Array =>
    new Float32Array(wasm.memory.buffer, address, RNNOISE_FRAME);

  return {
    next(frame, out) {
      const input = view(from);
      for (let i = 0; i < RNNOISE_FRAME; i++) input[i] = frame[i]! * ONE;
      const voice = wasm.rnnoise_process_frame(state, to, from);
      const output = view(to);
      for (let i = 0; i < RNNOISE_FRAME; i++) out[i] = output[i]! / ONE;
      return voice;
    },
  };
}

/** The three functions that the module asks for: memory, and ways to complain. */
function imports(memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const PAGE = 65_536;
  return {
    env: {
      __assert_fail: () => {
        throw new Error('RNNoise found itself in a state that can not be.');
      },
      emscripten_resize_heap: (bytes: number) => {
        memory().grow(Math.ceil((bytes - memory().buffer.byteLength) / PAGE));
        return 1;
      },
    },
    wasi_snapshot_preview1: { fd_write: () => 0 },
  };
}
