import { loadKernel } from '#catalog/kernels.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';

serveWorker(loadKernel);
