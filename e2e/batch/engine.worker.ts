import { loadKernel } from '#catalog/kernels.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';
import { kernel as tap } from '#runner/tap/kernel.ts';
import { TAP } from '#runner/tap/spec.ts';

self.addEventListener('unhandledrejection', ({ reason }) => reportError(reason));

serveWorker((operator) => (operator === TAP ? Promise.resolve(tap) : loadKernel(operator)));
