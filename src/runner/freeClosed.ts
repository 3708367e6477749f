import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What closed media may still hold before it is freed, in bytes. */
const MOST = 24 * 1024 * 1024;
/** Looking for what can be freed takes about 10 ms: as many are worth it, however large they are. */
const FEWEST = 16;

/** A class of media that WebCodecs lets its user close. */
export interface MediaClass {
  readonly prototype: Closable;
}

interface Closable {
  readonly format: string | null;
  /** Of sound alone. */
  readonly numberOfChannels?: number;
  allocationSize(options?: { readonly planeIndex: number }): number;
  close(): void;
}

/**
 * Frees the memory of closed frames and sound in time, in the thread that calls it. `@napi-rs/webcodecs` 1.3.1
 * keeps it until the object is collected and tells the engine nothing of it: a minute of 640 × 360 is 620 MB, for
 * which a heap of 20 MB sees no reason to look. So it is made to look once 24 MiB, and 16 of them, wait.
 */
export function freeClosed(classes: readonly MediaClass[]): void {
  const collect = collector();
  let bytes = 0;
  let count = 0;
  for (const { prototype } of classes) {
    const { close } = prototype;
    prototype.close = function closeAndFree(this: Closable): void {
      const size = bytesOf(this);
      close.call(this);
      if (size === 0) return;
      bytes += size;
      count += 1;
      if (bytes < MOST || count < FEWEST) return;
      bytes = 0;
      count = 0;
      collect();
    };
  }
}

/** 0 for what is closed already. */
function bytesOf(media: Closable): number {
  if (media.format === null) return 0;
  if (media.numberOfChannels === undefined) return media.allocationSize();
  return media.numberOfChannels * media.allocationSize({ planeIndex: 0 });
}

/** Node gives it only to who starts it with a flag, and to who asks like this. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
