import { assert } from '#base/assert.ts';
import { loadKernel } from '#catalog/kernels.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { parentPort, workerData } from 'node:worker_threads';
import { closeNetwork } from './closeNetwork.ts';
import { installCodecs } from './codecs.ts';
import { sendFilesByPath } from './fileBlob.ts';
import type { ThreadSettings } from './spawnWorker.ts';
import { kernel as tap } from './tap/kernel.ts';
import { TAP } from './tap/spec.ts';

assert(parentPort, 'The engine worker runs in a worker thread.');
const { net } = workerData as ThreadSettings;
if (!net) closeNetwork(globalThis);
installCodecs();
sendFilesByPath();
serveWorker(
  (operator) => (operator === TAP ? Promise.resolve(tap) : loadKernel(operator)),
  nodeEndpoint(parentPort),
);
