import { isSink, type SpecOf } from '#contract/spec.ts';
import type { EndLatency } from '#pipeline/latency/latencyBudget.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { showIssue } from '#studio/drawer/showIssue.ts';
import { formatMs } from '#studio/format.ts';
import panel from '#studio/inspector/Panel.module.css';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { type LatencyRow, latencyRows } from './latencyRows.ts';
import { stepWords } from './stepWords.ts';

/** Of one sink: the way that takes longest to it, step by step, as declared and as measured. */
export function SinkLatency({ id }: { readonly id: NodeId }) {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const end = useRuntime(({ latency }) => latency.find((one) => one.end === id));
  const rows = useRuntime(({ snapshot }) =>
    end ? JSON.stringify(latencyRows(end, { pipeline, specOf, snapshot })) : '[]',
  );
  const measured = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.latencyMs);
  const step = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.step);
  if (!end) return undefined;
  return (
    <section className={panel['section']} aria-label="Latency">
      <h3>
        Latency <span>{boundsWords(end)}</span>
      </h3>
      <dl className={panel['stats']}>
        {(JSON.parse(rows) as readonly LatencyRow[]).map(({ node, kind, ms, waitsMs }) => (
          <Row
            key={node}
            title={`${nameOf(node, pipeline, specOf)}${kind === 'held' ? ', holds back' : ''}`}
            words={[waitsMs && `${formatMs(waitsMs, 0)} queued`, formatMs(ms)]
              .filter(Boolean)
              .join(' + ')}
          />
        ))}
        {measured !== undefined && (
          <Row title="From capture to here" words={formatMs(measured, 0)} />
        )}
        {step && <Row title="In step" words={stepWords(step)} />}
      </dl>
    </section>
  );
}

/** Of the whole pipeline: every sink, what its way holds back at least, and what it takes now. */
export function PipelineLatency() {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const ends = useRuntime((state) => state.latency);
  if (
    !pipeline.nodes.some(({ operator }) => isSinkOperator(operator, specOf)) ||
    ends.length === 0
  ) {
    return undefined;
  }
  return (
    <section className={panel['section']} aria-label="Latency">
      <h3>
        Latency <span>to each sink</span>
      </h3>
      <dl className={panel['stats']}>
        {ends.map((end) => (
          <EndRow key={end.end} end={end} title={nameOf(end.end, pipeline, specOf)} />
        ))}
      </dl>
    </section>
  );
}

function EndRow({ end, title }: { readonly end: EndLatency; readonly title: string }) {
  const measured = useRuntime(({ snapshot }) => snapshot?.nodes[end.end]?.latencyMs);
  return (
    <>
      <dt>
        <button
          type="button"
          className={panel['name']}
          onClick={() => showIssue({ node: end.end })}
        >
          {title}
        </button>
      </dt>
      <dd>{measured === undefined ? boundsWords(end) : `${formatMs(measured, 0)} now`}</dd>
    </>
  );
}

function Row({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{words}</dd>
    </>
  );
}

function boundsWords({ min }: EndLatency): string {
  return min === 0 ? 'nothing is held back' : `at least ${formatMs(min / 1000, 0)}`;
}

function isSinkOperator(operator: string, specOf: SpecOf): boolean {
  const spec = specOf(operator);
  return spec !== undefined && isSink(spec);
}

function nameOf(id: NodeId, pipeline: Pipeline, specOf: SpecOf): string {
  const node = findNode(pipeline, id);
  return node ? titleOf(node, specOf) : id;
}
