import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Frees everything that nothing refers to any more, after letting settled promises go. */
export async function collectGarbage(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
