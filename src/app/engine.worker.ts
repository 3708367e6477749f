import { loadKernel } from '#catalog/kernels.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';

// A rejection nobody handles is silent on a `Worker`; as an error it reaches the page.
self.addEventListener('unhandledrejection', ({ reason }) => reportError(reason));

serveWorker(loadKernel);
