import type { OwnPreviewProps } from '#previews/ownPreview.ts';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import styles from './preview.module.css';
import {
  frequencyAt,
  frequencyWords,
  heightOf,
  labelledFrequencies,
  type Layout,
  levelOf,
} from './reading.ts';

/** What half the picture's height means where nothing says another rate. */
const USUAL_RATE = 48_000;
/** Times that are labelled, in parts of the span. */
const TIMES = [0.25, 0.5, 0.75] as const;

/** Axes over the picture, and a cursor that reads frequency, time and level; arrows move it. */
export function Preview({ params, ports, width, height, pixelAt }: OwnPreviewProps) {
  const [cursor, setCursor] = useState<{ readonly x: number; readonly y: number }>();
  const span = Number(params['span']);
  const layout: Layout = {
    scale: params['scale'] === 'linear' ? 'linear' : 'log',
    sampleRate: rateOf(ports['in.audio']) ?? USUAL_RATE,
    floor: Number(params['floor']),
    ceiling: Number(params['ceiling']),
  };

  function follow(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    setCursor({
      x: ((event.clientX - box.left) * width) / box.width,
      y: ((event.clientY - box.top) * height) / box.height,
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [across, down] = MOVES[event.key] ?? [0, 0];
    if (across === 0 && down === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = cursor ?? { x: width / 2, y: height / 2 };
    setCursor({
      x: Math.max(0, Math.min(width - 1, x + across)),
      y: Math.max(0, Math.min(height - 1, y + down)),
    });
  }

  const pixel = cursor && pixelAt(cursor.x, cursor.y);
  const words = cursor && [
    frequencyWords(frequencyAt(1 - cursor.y / height, layout)),
    `−${(span * (1 - cursor.x / width)).toFixed(2)} s`,
    ...(pixel ? [`${levelOf(pixel, layout).toFixed(0).replace('-', '−')} dBFS`] : []),
  ];
  return (
    <svg
      className={`${styles['axes']} nodrag nokey`}
      viewBox={`0 0 ${width} ${height}`}
      role="application"
      aria-label="Waterfall cursor"
      aria-description={words?.join(', ')}
      tabIndex={0}
      onPointerMove={follow}
      onPointerLeave={() => setCursor(undefined)}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(undefined)}
    >
      {labelledFrequencies(layout).map((frequency) => {
        const y = (1 - heightOf(frequency, layout)) * height;
        return (
          <g key={frequency}>
            <line x1={0} x2={4} y1={y} y2={y} />
            <text x={6} y={y + 3}>
              {frequencyWords(frequency)}
            </text>
          </g>
        );
      })}
      {TIMES.map((part) => (
        <g key={part}>
          <line x1={part * width} x2={part * width} y1={height - 4} y2={height} />
          <text x={part * width} y={height - 6} textAnchor="middle">
            −{Number((span * (1 - part)).toFixed(2))} s
          </text>
        </g>
      ))}
      {cursor && words && (
        <g className={styles['cursor']}>
          <line x1={cursor.x} x2={cursor.x} y1={0} y2={height} />
          <line x1={0} x2={width} y1={cursor.y} y2={cursor.y} />
          <rect x={width - 138} y={3} width={135} height={15} rx={3} />
          <text x={width - 7} y={14} textAnchor="end">
            {words.join(' · ')}
          </text>
        </g>
      )}
    </svg>
  );
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-4, 0],
  ArrowRight: [4, 0],
  ArrowUp: [0, -4],
  ArrowDown: [0, 4],
};

/** The rate in "48.0 kHz stereo", in Hz. */
function rateOf(words: string | undefined): number | undefined {
  const found = /([\d.]+) kHz/.exec(words ?? '');
  return found ? Number(found[1]) * 1000 : undefined;
}
