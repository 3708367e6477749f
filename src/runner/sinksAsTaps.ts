import { specOf } from '#catalog/catalog.ts';
import { isSink } from '#contract/spec.ts';
import { removeNodes } from '#pipeline/nodes.ts';
import { type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import { streamTypes } from './streamTypes.ts';
import { FORMATS, formatsFor } from './tap/formats.ts';

/** A pipeline whose every end can be compared, and the `--tap`s that write those ends which write nothing themselves. */
export interface TappedSinks {
  readonly pipeline: Pipeline;
  readonly taps: readonly string[];
}

/**
 * Finds what comes out of a pipeline: the files of sinks that write the same bytes every time, and for
 * all other sinks what enters them. Sinks whose bytes differ from machine to machine are left out.
 */
export function sinksAsTaps(pipeline: Pipeline): TappedSinks {
  const sinks = pipeline.nodes.flatMap((node) => {
    const spec = specOf(node.operator);
    return spec && isSink(spec) ? [{ id: node.id, spec }] : [];
  });
  const writes = (one: (typeof sinks)[number]): boolean => one.spec.requires.includes('save');
  const silent = sinks.filter((one) => !writes(one) || one.spec.determinism === 'external');
  const taps = silent.flatMap(({ id }) =>
    pipeline.edges
      .filter(({ to }) => splitPortRef(to).node === id)
      .map(({ from, to }) => {
        const [type] = streamTypes(pipeline, from);
        const format = type && formatsFor(type)[0];
        if (!format) return [];
        const place = FORMATS[format].numbered ? `${to}/%05d.${format}` : `${to}.${format}`;
        return [`${from}=${place}`];
      }),
  );
  const gone = silent
    .filter((one) => writes(one) || one.spec.requires.includes('speaker'))
    .map(({ id }) => id);
  return { pipeline: removeNodes(pipeline, gone), taps: taps.flat() };
}
