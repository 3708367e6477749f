// The package's own loader wants its file beside the page; here its bytes are part of the script.
export { default as PFFFT_WASM } from '../../node_modules/@echogarden/pffft-wasm/dist/simd/pffft.wasm?url&inline';
