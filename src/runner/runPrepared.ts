import type { FaultNotice } from '#contract/fault.ts';
import { createEngine } from '#engine/createEngine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { CODEC_PACKAGE, hasCodecs } from './codecs.ts';
import { EXIT, type ExitCode } from './exitCodes.ts';
import { createHosts } from './hosts/createHosts.ts';
import { type Saved, Saves } from './hosts/saves.ts';
import type { PreparedRun } from './prepareRun.ts';
import { spawnWorker } from './spawnWorker.ts';
import { specOf } from './specs.ts';

/** Nobody watches: a worker may compute for as long as a big picture takes, and a stopped run writes its files out. */
const PATIENCE = { silenceMs: 60_000, drainMs: 10_000 };

/** How a run is followed and ended from outside. */
export interface RunWatch {
  readonly onSnapshot: (snapshot: RunSnapshot) => void;
  /** Ends the run as if its sources had ended; what was made is kept. */
  readonly stop: AbortSignal;
}

/** What came of a run. */
export interface RunOutcome {
  readonly exitCode: ExitCode;
  readonly snapshot: RunSnapshot;
  /** What went wrong, as sentences that name the node. */
  readonly errors: readonly string[];
  readonly saved: readonly Saved[];
}

/** Runs to the end in workers of its own. Rejects only for mistakes of ours. */
export async function runPrepared(
  { pipeline, files, place, wishes }: PreparedRun,
  { onSnapshot, stop }: RunWatch,
): Promise<RunOutcome> {
  const { mode, seed, workers, deadlock } = wishes;
  const ending = new AbortController();
  const saves = new Saves(() => ending.abort());
  const hosts = createHosts({ read: (file) => files.read(file), place }, saves);
  const patience = PATIENCE;
  await using engine = createEngine({
    spawn: () => spawnWorker({ net: wishes.allow.net }),
    hosts,
    specOf,
    workers,
    patience,
    sharesMemory: true,
  });
  const last = new Promise<RunSnapshot>((resolve) => {
    engine.subscribe((snapshot) => {
      onSnapshot(snapshot);
      if (snapshot.leaks) resolve(snapshot);
    });
  });
  const started = engine.start(pipeline, { mode, seed, deadlock });
  const stopped = AbortSignal.any([stop, ending.signal]);
  const end = (): void => void engine.stop();
  stopped.addEventListener('abort', end, { once: true });
  if (stopped.aborted) end();
  await started;
  const snapshot = await last;
  stopped.removeEventListener('abort', end);
  const faults = faultsOf(snapshot);
  // A batch run is wrong as soon as any of it is, also where everything else had ended by then.
  const isBroken = snapshot.state === 'failed' || (mode === 'batch' && faults.length > 0);
  const { saved, failed } = await saves.settle(isBroken);
  const errors = [
    ...failed.map(({ message }) => message),
    ...(failed.length > 0 ? [] : faults.map(([id, notice]) => wordsOf(id, notice))),
    ...snapshot.violations,
  ];
  const notices = faults.map(([, notice]) => notice);
  return { exitCode: exitCodeOf(snapshot, notices, failed.length > 0), snapshot, errors, saved };
}

function faultsOf({ nodes }: RunSnapshot): readonly (readonly [NodeId, FaultNotice])[] {
  return Object.entries(nodes).flatMap(([id, { fault }]) =>
    fault ? [[id as NodeId, fault] as const] : [],
  );
}

function wordsOf(id: NodeId, { title, message, kind }: FaultNotice): string {
  const cure =
    kind === 'unavailable' && !hasCodecs()
      ? ` The package '${CODEC_PACKAGE}', which brings codecs to Node, is not installed: npm install ${CODEC_PACKAGE}`
      : '';
  return `Node '${id}': ${title}. ${message}${cure}`;
}

function exitCodeOf(
  { violations, leaks, state }: RunSnapshot,
  faults: readonly FaultNotice[],
  unwritten: boolean,
): ExitCode {
  if (unwritten) return EXIT.cannotWrite;
  if (faults.some(({ kind }) => kind === 'unavailable')) return EXIT.unavailable;
  if (faults.some(({ kind }) => kind === 'bug') || violations.length > 0) return EXIT.bug;
  if (leaks && leaks.media + leaks.buffers > 0) return EXIT.bug;
  return faults.length > 0 || state === 'failed' ? EXIT.badData : EXIT.done;
}
