import { within } from '#base/timer.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { violations } from './conservation.ts';
import type { RunMode } from './engine.ts';
import type { Plan } from './plan.ts';
import type { RunMember } from './runMember.ts';
import { finalCount } from './runSnapshot.ts';
import type { Leaks, NodeSnapshot, RunState } from './snapshot.ts';
import type { Thread } from './worker/thread.ts';

/** How long workers have to give up, and to be read a last time, in ms. */
const LAST_MS = 1000;

/** What a run is ended with. */
export interface EndedRun {
  readonly plan: Plan;
  readonly mode: RunMode;
  readonly members: readonly RunMember[];
  readonly thread: Thread;
}

/** What was found once nothing ran any more. */
export interface LastCount {
  readonly violations: readonly string[];
  readonly open: Pick<Leaks, 'media' | 'buffers'>;
}

/** How a run comes to its end, and what it has come to. Lives with its run. */
export class RunEnding {
  readonly #run: EndedRun;
  #cancelled = false;

  constructor(run: EndedRun) {
    this.#run = run;
  }

  /** True if it is wrong as soon as any of it is, as a batch run is, and something is. */
  get isDue(): boolean {
    const { mode, plan, members } = this.#run;
    const failed = plan.refused.size > 0 || members.some((member) => member.failed.size > 0);
    return mode === 'batch' && !this.#cancelled && failed;
  }

  /** Ends every node at once. Resolves with the workers that did not in time. */
  async cancel(): Promise<readonly RunMember[]> {
    this.#cancelled = true;
    const { members, thread } = this.#run;
    const open = members.filter(({ ended }) => !ended);
    const cancelled = Promise.all(
      open.map((member) => Promise.race([member.control.cancel(), member.gone])),
    );
    const inTime = await within(thread.startTimer, cancelled, LAST_MS);
    return inTime ? [] : open.filter(({ ended }) => !ended);
  }

  /** What it comes to if it ends now; `stopped` by the user. */
  outcome(nodes: Readonly<Record<string, NodeSnapshot>>, stopped: boolean): RunState {
    const { plan, mode, members } = this.#run;
    if (this.#cancelled && !stopped) return 'failed';
    if (stopped) return 'cancelled';
    if (plan.refused.size > 0) return 'failed';
    const failed = new Set(members.flatMap((member) => [...member.failed]));
    // It may have been over before anybody looked.
    if (mode === 'batch' && failed.size > 0) return 'failed';
    const sinks = [...plan.nodes.values()].filter(({ outputs }) => outputs.length === 0);
    const unserved = sinks.every(({ node: { id } }) => failed.has(id) || nodes[id]?.endedBy);
    return sinks.length > 0 && unserved ? 'failed' : 'done';
  }

  /** Reads until everything on its way between workers has been counted: senders may have ended before it came. */
  async lastCount(): Promise<LastCount> {
    const { plan, members, thread } = this.#run;
    const latest = thread.now() + LAST_MS;
    const read = async (): Promise<void> => {
      do await Promise.all(members.map((member) => member.readAnew()));
      while (this.#isUnderway && thread.now() < latest);
    };
    await within(thread.startTimer, read(), LAST_MS);
    const count = finalCount(members, !this.#cancelled);
    return { violations: violations(plan, count), open: count.open };
  }

  /** True while a chunk is in a queue or between two workers. */
  get #isUnderway(): boolean {
    const { edges } = finalCount(this.#run.members, true);
    return Object.values(edges).some(
      ({ sent, delivered, dropped }) =>
        sent !== undefined &&
        delivered !== undefined &&
        sent !== delivered + totalDrops(dropped ?? {}),
    );
  }
}
