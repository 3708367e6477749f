import { type OperatorSpec, privacyOf } from '#contract/spec.ts';
import type { Pipeline, PipelineNode } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { PipelineLatency } from '#studio/latency/LatencySection.tsx';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import styles from './Panel.module.css';

const DEVICES = ['camera', 'microphone', 'speaker'] as const;

/** With nothing selected: what this pipeline is made of and what it touches. */
export function PipelinePanel() {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const naming = (wanted: (spec: OperatorSpec, node: PipelineNode) => boolean): string =>
    namesOf(
      pipeline,
      (node) => {
        const spec = specOf(node.operator);
        return spec !== undefined && wanted(spec, node);
      },
      (node) => titleOf(node, specOf),
    );
  return (
    <>
      <div className={styles['top']}>
        <div className={styles['title']}>
          <h2 className={styles['quiet']}>Nothing selected</h2>
        </div>
        <p className={styles['doc']}>Select a node or an edge to see and change what it does.</p>
        <dl className={`${styles['stats']} ${styles['facts']}`}>
          <dt>Nodes</dt>
          <dd>{pipeline.nodes.length}</dd>
          <dt>Edges</dt>
          <dd>{pipeline.edges.length}</dd>
          <dt>Devices in use</dt>
          <dd>{naming(({ requires }) => DEVICES.some((device) => requires.includes(device)))}</dd>
          <dt>Network in use</dt>
          <dd>{naming((spec, { params }) => privacyOf(spec, params) === 'leaves-device')}</dd>
        </dl>
      </div>
      <PipelineLatency />
    </>
  );
}

function namesOf(
  pipeline: Pipeline,
  wanted: (node: PipelineNode) => boolean,
  nameOf: (node: PipelineNode) => string,
): string {
  const names = pipeline.nodes.filter(wanted).map(nameOf);
  return names.length === 0 ? 'none' : names.join(', ');
}
