import { Fault } from '#contract/fault.ts';
import type { DownloadFile } from '#studio/services.ts';
import { VAULT_LIMIT } from '#app/opfsVault.ts';
import type { Errand, News } from './errand.ts';

/** Gets a file in a worker of its own, which ends with the file, a failure, or `signal`. */
export const downloadFile: DownloadFile = (url, { follow, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('../network.worker.ts', import.meta.url), {
      type: 'module',
      name: 'network',
    });
    const end = (): void => {
      worker.terminate();
      signal.removeEventListener('abort', cancel);
    };
    const cancel = (): void => {
      end();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', cancel);
    worker.addEventListener('error', ({ message }) => {
      end();
      reject(new Error(`The worker for the network failed: ${message}`));
    });
    worker.addEventListener('message', ({ data: news }: MessageEvent<News>) => {
      if (news.kind === 'progress') return onProgress(news);
      end();
      if (news.kind === 'done') resolve(news.file);
      else reject(new Fault(news.notice));
    });
    const errand: Errand = { url: url.href, agreed: url.host, follow, limit: VAULT_LIMIT };
    worker.postMessage(errand);
  });
