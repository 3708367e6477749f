/** The memory and the calls of one PocketSphinx; see source/psw.c. */
export interface PocketSphinx {
  readonly FS: {
    mkdir(path: string): void;
    writeFile(path: string, data: Uint8Array | string): void;
    unlink(path: string): void;
  };
  /** Anew after the memory has grown. */
  readonly HEAP16: Int16Array<ArrayBuffer>;
  ccall(
    name: string,
    returns: 'number',
    types: readonly ('number' | 'string')[],
    values: readonly (number | string)[],
  ): number;
  ccall(
    name: string,
    returns: 'string',
    types: readonly ('number' | 'string')[],
    values: readonly (number | string)[],
  ): string;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _psw_start(decoder: number): number;
  /** `data` is the address of `count` int16 samples at 16 kHz. */
  _psw_feed(decoder: number, data: number, count: number): number;
  _psw_end(decoder: number): number;
}

/** Starts an engine of its own. What it prints goes to the two functions, a line each. */
export declare function PSModule(options: {
  readonly wasmBinary: Uint8Array;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}): Promise<PocketSphinx>;
