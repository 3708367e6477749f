import type { OwnPreviewProps } from '#previews/ownPreview.ts';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { type Band, bandsOf, hasGain } from './bands.ts';
import styles from './preview.module.css';
import { acrossOf, downOf, frequencyAt, gainAtPlace, responseAt } from './response.ts';

/** What the filters are computed for where nothing says another rate. */
const USUAL_RATE = 48_000;
/** Points of the curve, in CSS pixels from one to the next. */
const STEP = 2;
const LINES = [
  { frequency: 100, words: '100 Hz' },
  { frequency: 1000, words: '1 kHz' },
  { frequency: 10_000, words: '10 kHz' },
] as const;
/** One press of a key: a semitone, half a dB, a twelfth of an octave of Q. */
const KEY_RATIO = 2 ** (1 / 12);
const KEY_GAIN = 0.5;

/** The response of all bands over the spectrum of what comes out. A point for each band is dragged; the wheel sets its Q. */
export function Preview({ params, ports, width, height, onChange }: OwnPreviewProps) {
  const bands = bandsOf(params as unknown as Parameters<typeof bandsOf>[0]);
  const rate = rateOf(ports['in.audio']) ?? USUAL_RATE;
  const points = Array.from({ length: Math.floor(width / STEP) + 1 }, (_, i) => {
    const level = responseAt(frequencyAt((i * STEP) / width), bands, rate);
    return `${i * STEP},${(downOf(level) * height).toFixed(1)}`;
  });
  return (
    <svg
      className={`${styles['response']} nodrag nopan nowheel nokey`}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="Response"
    >
      {LINES.map(({ frequency, words }) => (
        <g key={frequency} transform={`translate(${acrossOf(frequency) * width} 0)`}>
          <line className={styles['line']} y1={0} y2={height} />
          <text className={styles['label']} x={-3} y={height - 4}>
            {words}
          </text>
        </g>
      ))}
      <line className={styles['line']} x1={0} x2={width} y1={height / 2} y2={height / 2} />
      <polyline className={styles['curve']} points={points.join(' ')} />
      {bands.map((band, n) => (
        <BandPoint
          key={n}
          number={n + 1}
          band={band}
          width={width}
          height={height}
          onChange={onChange}
        />
      ))}
    </svg>
  );
}

function BandPoint(props: {
  readonly number: number;
  readonly band: Band;
  readonly width: number;
  readonly height: number;
  readonly onChange: OwnPreviewProps['onChange'];
}) {
  const { number, band, width, height, onChange } = props;
  const { shape, frequency, gain, q } = band;
  const point = useRef<SVGGElement>(null);
  const gesture = useRef(0);

  const set = (next: Partial<Omit<Band, 'shape'>>, during?: number): void => {
    const named = Object.entries(next).map(([name, value]) => [`${name}${number}`, value]);
    onChange(Object.fromEntries(named), during);
  };

  // React listens to the wheel passively, so that it can't keep the page from scrolling.
  useEffect(() => {
    const element = point.current;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      set({ q: quality(q * 2 ** (-event.deltaY / 400)) });
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  });

  if (shape === 'off') return null;

  function onPointerDown(event: PointerEvent<SVGGElement>): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.current = event.timeStamp;
  }

  function onPointerMove(event: PointerEvent<SVGGElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const moved = { frequency: rounded(frequencyAt((event.clientX - box.left) / box.width), 0) };
    const raised = rounded(gainAtPlace((event.clientY - box.top) / box.height), 1);
    set(hasGain(shape) ? { ...moved, gain: raised } : moved, gesture.current);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextBand(band, event);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  }

  const level = hasGain(shape) ? gain : 0;
  const figures = `${Math.round(frequency)} Hz${hasGain(shape) ? `, ${level.toFixed(1)} dB` : ''}, Q ${q.toFixed(2)}`;
  return (
    <g
      ref={point}
      className={styles['point']}
      transform={`translate(${acrossOf(frequency) * width} ${downOf(level) * height})`}
      role="slider"
      tabIndex={0}
      aria-label={`Band ${number}`}
      aria-valuemin={20}
      aria-valuemax={20_000}
      aria-valuenow={Math.round(frequency)}
      aria-valuetext={figures}
      data-tip={`Band ${number}: ${figures}. Drag it; the wheel sets Q.`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <circle r={9} className={styles['reach']} />
      <circle r={6} />
      <text y={0.5}>{number}</text>
    </g>
  );
}

/** What a key makes of a band: arrows move it, Page up and down, or [ and ], set its Q. */
function nextBand(
  { shape, frequency, gain, q }: Band,
  { key, shiftKey }: KeyboardEvent,
): Partial<Omit<Band, 'shape'>> | undefined {
  const ratio = shiftKey ? KEY_RATIO ** (1 / 10) : KEY_RATIO;
  const step = shiftKey ? KEY_GAIN / 5 : KEY_GAIN;
  const within = (hertz: number): number => Math.max(20, Math.min(20_000, rounded(hertz, 0)));
  const held = (decibels: number): number => Math.max(-24, Math.min(24, rounded(decibels, 1)));
  switch (key) {
    case 'ArrowRight':
      return { frequency: within(Math.max(frequency + 1, frequency * ratio)) };
    case 'ArrowLeft':
      return { frequency: within(Math.min(frequency - 1, frequency / ratio)) };
    case 'ArrowUp':
      return hasGain(shape) ? { gain: held(gain + step) } : undefined;
    case 'ArrowDown':
      return hasGain(shape) ? { gain: held(gain - step) } : undefined;
    case 'PageUp':
    case ']':
      return { q: quality(q * KEY_RATIO) };
    case 'PageDown':
    case '[':
      return { q: quality(q / KEY_RATIO) };
    default:
      return undefined;
  }
}

function quality(q: number): number {
  return Math.max(0.1, Math.min(20, rounded(q, 2)));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The rate in "48.0 kHz stereo", in Hz. */
function rateOf(words: string | undefined): number | undefined {
  const found = /([\d.]+) kHz/.exec(words ?? '');
  return found ? Number(found[1]) * 1000 : undefined;
}
