import { defer } from '#base/deferred.ts';

/** How long a reloaded page waits for the one before to let go. In ms. */
const PATIENCE = 800;

/**
 * Holds a document for this tab, until the tab is gone or the function that comes back is called.
 * Undefined if another tab holds it. Where the browser has no locks (plain http), every tab gets it.
 */
export async function lockDocument(document: string): Promise<(() => void) | undefined> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return () => undefined;
  const held = defer();
  return new Promise((resolve, reject) => {
    locks
      .request(`millrace.document.${document}`, { signal: AbortSignal.timeout(PATIENCE) }, () => {
        resolve(held.resolve);
        return held.promise;
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'TimeoutError') resolve(undefined);
        else reject(error);
      });
  });
}
