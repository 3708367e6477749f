import { serveWorker } from '#engine/worker/serveWorker.ts';
import { loadKernel } from './kernels.ts';

serveWorker(loadKernel);
