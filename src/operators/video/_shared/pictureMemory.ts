import { wasmModule } from '#stream/wasmModule.ts';
import { PICTURE_WASM } from './pictureWasm.ts';

/** The loops of wasm/pictures.ts, which says what each does. Addresses and strides are in bytes. */
interface PictureLoops {
  blur(
    plane: number,
    stride: number,
    width: number,
    height: number,
    middle: number,
    lines: number,
    radius: number,
    edge: number,
    scale: number,
    weights: number,
  ): void;
  sobel(
    plane: number,
    stride: number,
    width: number,
    height: number,
    to: number,
    toStride: number,
    scale: number,
    manhattan: boolean,
  ): void;
}

/** Memory of this thread that pictures are copied into to be worked on. Nothing in it outlives a call. */
export interface PictureMemory {
  readonly loops: PictureLoops;
  /** All of it, at least `bytes`; a view taken before is of no use any more. */
  bytes(bytes: number): Uint8Array<ArrayBuffer>;
}

const PAGE = 65_536;
let memory: PictureMemory | undefined;

/** Made at the first call: a worker without pictures carries none. */
export function pictureMemory(): PictureMemory {
  return (memory ??= createPictureMemory());
}

function createPictureMemory(): PictureMemory {
  const wasm = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(wasmModule(PICTURE_WASM), { env: { memory: wasm } });
  let view = new Uint8Array(wasm.buffer);
  return {
    loops: exports as unknown as PictureLoops,
    bytes(bytes) {
      if (view.length < bytes) {
        wasm.grow(Math.ceil((bytes - view.length) / PAGE));
        view = new Uint8Array(wasm.buffer);
      }
      return view;
    },
  };
}

/** The next multiple of 16: pictures are worked on 16 pixels at a time. */
export function wholeBlocks(length: number): number {
  return Math.ceil(length / 16) * 16;
}
