import styles from './Icon.module.css';

/** Path data in a 16 × 16 box, drawn as a 1.4 px round stroke; a name in `SOLID` is filled instead. */
const PATHS = {
  mark: 'M2 5.4c2.3 0 2.3-2 4.6-2s2.3 2 4.6 2M2 9.4c2.3 0 2.3-2 4.6-2s2.3 2 4.6 2 2.3-1.6 2.8-1.9M4.6 13.4c2.3 0 2.3-2 4.6-2s2.3 2 4.6 2',
  play: 'M4.6 2.9v10.2L13 8z',
  pause: 'M4.4 3h2.5v10H4.4zM9.1 3h2.5v10H9.1z',
  step: 'M3.4 3v10L10 8zM10.9 3h2v10h-2z',
  stop: 'M3.8 3.8h8.4v8.4H3.8z',
  undo: 'M6 2.9 2.8 6.1 6 9.3M3 6.1h6.2a3.6 3.6 0 0 1 0 7.2H6.2',
  redo: 'm10 2.9 3.2 3.2L10 9.3M13 6.1H6.8a3.6 3.6 0 0 0 0 7.2h3',
  search: 'M11.2 7A4.2 4.2 0 1 1 2.8 7a4.2 4.2 0 0 1 8.4 0zM10.2 10.2l3.3 3.3',
  'chevron-down': 'm4.2 6.2 3.8 3.6 3.8-3.6',
  'chevron-right': 'm6.2 4.2 3.6 3.8-3.6 3.8',
  'chevron-up': 'm4.2 9.8 3.8-3.6 3.8 3.6',
  'chevron-left': 'm9.8 4.2-3.6 3.8 3.6 3.8',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  minus: 'M3.2 8h9.6',
  check: 'm3.2 8.4 3.1 3.2 6.5-7',
  fit: 'M2.6 6V2.6H6M10 2.6h3.4V6M13.4 10v3.4H10M6 13.4H2.6V10',
  export: 'M8 10V2.4M5.2 5.1 8 2.3l2.8 2.8M3 9.6v3.8h10V9.6',
  import: 'M8 2.4V10M5.2 7.3 8 10.1l2.8-2.8M3 9.6v3.8h10V9.6',
  copy: 'M5.6 5.6h7.6v7.6H5.6zM10.4 5.4V2.8H2.8v7.6h2.6',
  reset: 'M3.3 6.4A5.1 5.1 0 1 1 3 9.6M3 2.9v3.7h3.7',
  warn: 'M8 2.3 14.3 13.4H1.7zM8 6.6v3.1M8 11.5v.1',
  info: 'M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0zM8 7.4v3.4M8 5.2v.1',
  no: 'M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0zM4 4l8 8',
  mute: 'M13.2 8A5.2 5.2 0 1 1 2.8 8a5.2 5.2 0 0 1 10.4 0zM4.4 11.6l7.2-7.2',
  bypass: 'M1.6 10.6h1.9c2 0 2-5.2 4.5-5.2s2.5 5.2 4.5 5.2h1.9',
  help: 'M5.8 6a2.2 2.2 0 1 1 3.4 1.9C8.4 8.4 8 8.9 8 9.8M8 12.3v.1',
  theme:
    'M13.6 8A5.6 5.6 0 1 1 2.4 8a5.6 5.6 0 0 1 11.2 0zM8 2.4v11.2M9.6 3v10M11.2 3.8v8.4M12.6 5.2v5.6',
  folder: 'M1.8 4.2V13h12.4V5.7H7.6L6.2 4.2z',
  file: 'M4 1.9h5l3 3v9.2H4zM9 1.9v3h3',
  globe:
    'M13.8 8A5.8 5.8 0 1 1 2.2 8a5.8 5.8 0 0 1 11.6 0zM2.4 8h11.2M8 2.2c-3.4 3.4-3.4 8.2 0 11.6 3.4-3.4 3.4-8.2 0-11.6z',
  json: 'M5.6 2.6c-3 0-1 4.9-3 5.4 2 .5 0 5.4 3 5.4M10.4 2.6c3 0 1 4.9 3 5.4-2 .5 0 5.4-3 5.4',
  socket: 'M1.6 8h3.2M4.8 4.6h3a3.4 3.4 0 0 1 0 6.8h-3zM11.2 6.6h3M11.2 9.4h3',
  more: 'M3.6 8h.1M8 8h.1M12.4 8h.1',
  close: 'm4 4 8 8M12 4l-8 8',
  camera:
    'M2 5.4C2 4.6 2.6 4 3.4 4h5.6c.8 0 1.400.6 1.4 1.4v5.2c0 .8-.6 1.4-1.4 1.4H3.4C2.6 12 2 11.4 2 10.6zM10.4 7l3.6-2v6l-3.6-2',
  mic: 'M8 1.9c1.2 0 2.2 1 2.2 2.2v3.2a2.2 2.2 0 0 1-4.4 0V4.1c0-1.2 1-2.2 2.2-2.2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.2',
  film: 'M1.9 3.3h12.2v9.4H1.9zM5 3.3v9.4M11 3.3v9.4M1.9 8H5M11 8h3.1',
  image:
    'M1.9 2.9h12.2v10.2H1.9zM2.4 11.3l3.4-3.5 2.6 2.6 2-1.8 3.2 3M11.3 5.8a.9.9 0 1 1-1.8 0 .9.9 0 0 1 1.8 0z',
  bars: 'M1.9 2.9h12.2v10.2H1.9zM5 2.9v10.2M8 2.9v10.2M11 2.9v10.2',
  sine: 'M1.6 8c1.6-6 3.9-6 6.4 0s4.8 6 6.4 0',
  speed: 'M2.2 12a6 6 0 1 1 11.6 0M8 10.9l2.9-3.9',
  eye: 'M1.6 8C3.5 4.9 5.6 3.7 8 3.7S12.5 4.9 14.4 8c-1.9 3.1-4 4.3-6.4 4.3S3.5 11.1 1.6 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  pencil: 'M3 13l.7-3L10.6 3.1l2.3 2.3L6 12.3z',
  trash: 'M3 4.4h10M6.2 4.2V2.8h3.6v1.4M4.4 4.6l.6 8.8h6l.6-8.8',
} as const;

const SOLID: ReadonlySet<string> = new Set(['play', 'pause', 'step', 'stop']);

/** A drawing of the studio's own. Operators bring their glyph along; see `Glyph`. */
export type IconName = keyof typeof PATHS;

/** One icon in the text colour. Hidden from assistive tools: the control that carries it has the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className={SOLID.has(name) ? styles['solid'] : styles['icon']}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={PATHS[name]} strokeWidth={name === 'more' ? 2.2 : undefined} />
    </svg>
  );
}
