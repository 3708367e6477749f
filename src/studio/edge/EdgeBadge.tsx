import type { Badge } from '#studio/run/badge.ts';
import styles from './StreamEdge.module.css';
import { curvePoint, type EdgeEnds, streamCurve } from './streamPath.ts';

/** Says in the middle of an edge that the linter found something there. */
export function EdgeBadge({ badge, ends }: { readonly badge: Badge; readonly ends: EdgeEnds }) {
  const { x, y } = curvePoint(streamCurve(ends), 0.5);
  return (
    <g
      className={styles['badge']}
      data-severity={badge.severity}
      transform={`translate(${x - 8} ${y - 9})`}
    >
      <title>{badge.words}</title>
      <path d="M8 2.3 14.3 13.4H1.7zM8 6.6v3.1M8 11.5v.1" />
    </g>
  );
}
