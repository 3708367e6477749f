/** pffft.wasm of `@echogarden/pffft-wasm`, as a data URL in base64. */
export declare const PFFFT_WASM: string;
