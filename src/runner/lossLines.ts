import type { RunSnapshot } from '#engine/snapshot.ts';

/** What is to be known of chunks that nodes could not use, as sentences with the node's own words for the last one. */
export function lossLines({ nodes }: Pick<RunSnapshot, 'nodes'>): readonly string[] {
  return Object.entries(nodes).flatMap(([id, { dropped, log }]) => {
    const { invalid = 0, 'decode-error': broken = 0 } = dropped;
    if (invalid + broken === 0) return [];
    const kinds = [
      ...(broken > 0 ? [`${broken} that could not be decoded`] : []),
      ...(invalid > 0 ? [`${invalid} that ${invalid === 1 ? 'was' : 'were'} invalid`] : []),
    ];
    return [`Node '${id}' left out ${kinds.join(' and ')}.${log === undefined ? '' : ` ${log}`}`];
  });
}
