import type { NodeId } from '#pipeline/pipeline.ts';
import { EXIT, Refusal } from '#runner/exitCodes.ts';
import { openSave, type Save } from './openSave.ts';
import { deviceSave, stdoutSave } from './pipeSave.ts';
import { writeTarget } from './writeTarget.ts';

/** Where a node's file goes. */
export interface Place {
  /** `-` for standard output. */
  readonly path: string;
  /** True if the file is whole by itself once it is closed, as one picture of many is; else only after a run that went well. */
  readonly single: boolean;
}

/** A file that a run has left. */
export interface Saved {
  readonly node: NodeId;
  readonly path: string;
  readonly bytes: number;
}

/** What came of the files of a run. */
export interface SaveResults {
  /** In the order they were opened. */
  readonly saved: readonly Saved[];
  readonly failed: readonly Refusal[];
}

interface Opened {
  readonly node: NodeId;
  readonly path: string;
  readonly result: Promise<SavedAs | undefined>;
}

/** A closed file. One that has its name keeps nothing else: a run may write a file for every picture. */
interface SavedAs {
  readonly bytes: number;
  /** Names it, at once or at the end of the run. */
  name(part: 'part' | undefined): string | Promise<string>;
}

/** All files of one run. */
export class Saves {
  readonly #gone: () => void;
  readonly #opened: Opened[] = [];
  readonly #failed: Refusal[] = [];

  /** `gone` is called when nobody reads standard output any more. */
  constructor(gone: () => void) {
    this.#gone = gone;
  }

  /** Opens a file for a node where `place` says. Throws a `Refusal` if that can't be. */
  async open(node: NodeId, place: () => Place, lease: AbortSignal): Promise<Save> {
    try {
      const { path, single } = place();
      const save = await this.#save(node, path, lease);
      const result = closedOf(save, single);
      // Looked at when the run has ended.
      result.catch(() => undefined);
      this.#opened.push({ node, path, result });
      return save;
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  /** Waits for every file. After a run that failed, what it closed is kept under a name that ends in `.part`. */
  async settle(failedRun: boolean): Promise<SaveResults> {
    const saved: Saved[] = [];
    for (const { node, result } of this.#opened) {
      try {
        const one = await result;
        if (!one) continue;
        const path = await one.name(failedRun ? 'part' : undefined);
        saved.push({ node, path, bytes: one.bytes });
      } catch (error) {
        this.#note(error);
      }
    }
    return { saved, failed: this.#failed };
  }

  async #save(node: NodeId, path: string, lease: AbortSignal): Promise<Save> {
    if (path === '-') return stdoutSave(node, this.#gone);
    const target = await writeTarget(path);
    if (target === 'file') return openSave(path, lease);
    return deviceSave(node, path, target, this.#gone);
  }

  #note(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    if (error.exitCode === EXIT.cannotWrite) this.#failed.push(error);
  }
}

async function closedOf(save: Save, single: boolean): Promise<SavedAs | undefined> {
  const bytes = await save.closed;
  if (bytes === undefined) return undefined;
  if (!single) return { bytes, name: (part) => save.keep(part) };
  return named(bytes, await save.keep());
}

/** Apart from the above, whose names would hold on to the file. */
function named(bytes: number, name: string): SavedAs {
  return { bytes, name: () => name };
}
