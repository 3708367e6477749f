import { isSink } from '#contract/spec.ts';
import type { NodeId, PipelineNode } from '#pipeline/pipeline.ts';
import { sentenceCase } from '#pipeline/portWords.ts';
import { titleOf } from '#pipeline/ports.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { formatCount, formatMs, formatRate } from '#studio/format.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { STATE_NAMES, StateMark } from '#studio/node/StateMark.tsx';
import { stateOf } from '#studio/run/nodeState.ts';
import { stepWords } from '#studio/latency/stepWords.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore, useUi } from '#studio/store/uiStore.ts';
import { memo } from 'react';
import styles from './Metrics.module.css';

/** One line a node: what it does, how much, how fast, and where its time goes. */
export function Metrics() {
  const nodes = useDocument((state) => state.pipeline.nodes);
  const selected = useUi((state) => state.selectedNodes);
  if (nodes.length === 0)
    return <p className={styles['empty']}>There is no node to measure yet.</p>;
  return (
    <table className={styles['metrics']}>
      <thead>
        <tr>
          <th>Node</th>
          <th>State</th>
          <th>Rate</th>
          <th>Out</th>
          <th>Dropped</th>
          <th>p50</th>
          <th>p99</th>
          <th className={styles['wide']}>Share of time</th>
          <th>Latency</th>
          <th>In step</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <Row key={node.id} node={node} selected={selected.has(node.id)} />
        ))}
      </tbody>
    </table>
  );
}

const Row = memo(function Row(props: { readonly node: PipelineNode; readonly selected: boolean }) {
  const { node, selected } = props;
  const { specOf } = useServices();
  const state = useRuntime(({ snapshot }) => stateOf(node, snapshot));
  const spec = specOf(node.operator);
  return (
    <tr data-selected={selected} onClick={() => uiStore.getState().select([node.id])}>
      <td>
        <span>
          {spec && <Glyph spec={spec} size={14} />}
          {titleOf(node, specOf)}
        </span>
      </td>
      <td>
        <span>
          <StateMark state={state} />
          {sentenceCase(STATE_NAMES[state])}
        </span>
      </td>
      <Figures id={node.id} sink={spec !== undefined && isSink(spec)} />
    </tr>
  );
});

/** A sink's chunks out are those it took in. */
function Figures({ id, sink }: { readonly id: NodeId; readonly sink: boolean }) {
  const reading = useRuntime(({ snapshot }) => snapshot?.nodes[id]);
  if (!reading) {
    return Array.from({ length: 8 }, (_, index) => (
      <td key={index} data-quiet="true" className={index === 5 ? styles['wide'] : undefined}>
        –
      </td>
    ));
  }
  const drops = totalDrops(reading.dropped);
  const { busy, waiting, pressured } = reading.share;
  return (
    <>
      <td>{formatRate(reading.rate)}</td>
      <td>{formatCount(sink ? reading.in : reading.out)}</td>
      <td data-quiet={drops === 0} data-dropping={reading.dropRate > 0}>
        {formatCount(drops)}
      </td>
      <td>{formatMs(reading.p50)}</td>
      <td>{formatMs(reading.p99)}</td>
      <td className={styles['wide']}>
        <span className={styles['load']}>
          <i style={{ width: `${busy * 100}%` }} />
          <em style={{ width: `${waiting * 100}%` }} />
          <u style={{ width: `${pressured * 100}%` }} />
        </span>
      </td>
      <td data-quiet={reading.latencyMs === undefined}>
        {reading.latencyMs === undefined ? '–' : formatMs(reading.latencyMs, 0)}
      </td>
      <td data-quiet={reading.step === undefined}>
        {reading.step ? stepWords(reading.step) : '–'}
      </td>
    </>
  );
}
