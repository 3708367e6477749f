import '#studio/theme.css';
import '#studio/base.css';
import { exampleOf } from '#catalog/examples.ts';
import { specOf, specs } from '#catalog/catalog.ts';
import { createEngine, workersFor } from '#engine/createEngine.ts';
import { assert } from '#base/assert.ts';
import { beginDocument } from '#studio/autosave/beginDocument.ts';
import {
  createDocumentActions,
  DocumentActionsProvider,
} from '#studio/document/documentActions.ts';
import { createRunActions, RunActionsProvider } from '#studio/run/runActions.ts';
import { keepRunOptions } from '#studio/run/keepRunOptions.ts';
import { deliverResult } from '#studio/run/deliverResult.ts';
import { syncRun } from '#studio/run/runSync.ts';
import { ServicesProvider, type StudioServices } from '#studio/services.ts';
import { Studio } from '#studio/Studio.tsx';
import { keepTranscripts } from '#studio/transcript/transcriptLog.ts';
import { keepTheme } from '#studio/theme/keepTheme.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { previewOf } from './ownPreviews.ts';
import { createDeviceList } from './deviceList.ts';
import { loadExamples } from './examples.ts';
import { createHome } from './home.ts';
import { loadModelsHere } from './modelsHere.ts';
import { createHosts } from './hosts/createHosts.ts';
import { downloadFile } from './network/downloadFile.ts';
import { createVault } from './opfsVault.ts';
import { recordSound } from './recordSound.ts';
import { showInConsole } from './showInConsole.ts';
import { spawnWorker } from './spawnWorker.ts';

keepTheme();

const files = createVault();
const workers = workersFor(navigator.hardwareConcurrency);
keepRunOptions(workers);
const engine = createEngine({
  spawn: spawnWorker,
  hosts: createHosts(files, deliverResult),
  specOf,
  workers,
  sharesMemory: crossOriginIsolated,
});
const [examples, models] = await Promise.all([loadExamples(), loadModelsHere()]);
const devices = createDeviceList();
const services: StudioServices = {
  specs,
  specOf,
  exampleOf,
  previewOf,
  examples,
  engine,
  files,
  download: downloadFile,
  devices,
  record: recordSound,
};
const run = createRunActions(engine);
syncRun(engine, { specs, specOf, home: createHome(models) }, run);
keepTranscripts(engine, specOf);
showInConsole(engine, specOf);

// Leaving the page ends every track, also where the page is kept for going back.
addEventListener('pagehide', () => void engine.stop());

const root = document.getElementById('root');
assert(root, "The page has no element with the id 'root'.");
createRoot(root).render(
  <StrictMode>
    <ServicesProvider value={services}>
      <RunActionsProvider value={run}>
        <DocumentActionsProvider value={createDocumentActions(services, run)}>
          <Studio />
        </DocumentActionsProvider>
      </RunActionsProvider>
    </ServicesProvider>
  </StrictMode>,
);
await beginDocument(services, run);
