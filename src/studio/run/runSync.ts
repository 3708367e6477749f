import type { Json } from '#base/json.ts';
import type { Engine } from '#engine/engine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { edgeId, type PipelineNode } from '#pipeline/pipeline.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';
import { judge, type Judgement, type Operators } from './judge.ts';
import { grownQueues } from './grownQueues.ts';
import type { RunActions } from './runActions.ts';
import { type RunDifference, runDifference } from './runDifference.ts';
import { isLive } from './runStates.ts';

/** Gestures that come in a burst, such as paste and then wire, cost one restart. In ms. */
const RESTART_AFTER = 50;

/** A document is judged at most so often while it changes: one of 200 nodes takes a few frames. In ms. */
const JUDGE_AFTER = 100;

/**
 * Keeps a run true to the document while it is on: new params go to their node, new limits to their queue, any
 * other change starts the run anew. Also writes what the engine and the checks say into the runtime store. Ends with the returned disposable.
 */
export function syncRun(engine: Engine, operators: Operators, actions: RunActions): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let judged: Judgement;
  let grown: readonly Finding[] = [];
  let judging: ReturnType<typeof setTimeout> | undefined;

  const isOn = (): boolean => isLive(engine.snapshot?.state) || actions.isStarting();

  function onDifference(difference: RunDifference): void {
    if (!isOn()) return;
    // A run that is still opening has been given the params of before; a restart follows it.
    if (difference.kind === 'settings' && timer === undefined && !actions.isStarting()) {
      // A call between two nodes becomes a queue only in a new plan.
      if (difference.edges.every((edge) => engine.snapshot?.edges[edgeId(edge)]?.limits)) {
        for (const node of difference.nodes) update(node);
        for (const edge of difference.edges) engine.setQueue(edgeId(edge), edge.queue);
        return;
      }
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      if (!isOn()) return;
      const { nodes } = documentStore.getState().pipeline;
      void (nodes.length === 0 ? actions.stop() : actions.restart());
    }, RESTART_AFTER);
  }

  function update(node: PipelineNode): void {
    const parsed = operators.specOf(node.operator)?.params.safeParse(node.params);
    // Params that do not parse are a problem of the document and shown as such; the run keeps the last good ones.
    if (parsed?.success) engine.update(node.id, parsed.data as Readonly<Record<string, Json>>);
  }

  function checkSoon(): void {
    judging ??= setTimeout(check, JUDGE_AFTER);
  }

  function check(): void {
    judging = undefined;
    const { pipeline } = documentStore.getState();
    const { mode, workers } = runtimeStore.getState();
    judged = judge(pipeline, operators, { mode, workers });
    grown = grownQueues(engine.snapshot, judged.queueOf, []);
    tell();
  }

  /** What the run shows of the document stands beside what could be said before. */
  function tell(): void {
    runtimeStore.setState({ ...judged, findings: [...judged.findings, ...grown] });
  }

  function onSnapshot(snapshot: RunSnapshot): void {
    runtimeStore.setState({ snapshot });
    const now = grownQueues(snapshot, judged.queueOf, grown);
    if (now === grown) return;
    grown = now;
    tell();
  }

  check();
  const stopSnapshots = engine.subscribe(onSnapshot);
  const stopDocument = documentStore.subscribe((state, before) => {
    if (state.pipeline === before.pipeline) return;
    const difference = runDifference(before.pipeline, state.pipeline, operators.specOf);
    checkSoon();
    if (difference.kind !== 'none') onDifference(difference);
  });
  const stopMode = runtimeStore.subscribe(({ mode, workers }, before) => {
    if (mode !== before.mode || workers !== before.workers) checkSoon();
  });
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      clearTimeout(judging);
      stopSnapshots();
      stopDocument();
      stopMode();
    },
  };
}
