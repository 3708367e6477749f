import type { Look } from '#previews/painter.ts';
import type { PortType } from '#stream/payload.ts';

/** The colour token of each payload type. */
const TYPE_TOKENS: Readonly<Record<PortType, string>> = {
  'video/raw': '--color-port-video',
  'audio/pcm': '--color-port-audio',
  'value/number': '--color-port-number',
  'vision/detections': '--color-port-detections',
  'text/transcript': '--color-port-text',
  tensor: '--color-port-tensor',
};

const looks = new Map<PortType, Look>();
const listeners = new Set<() => void>();
let watching = false;

/** The theme's colours for drawings of that type, read from the tokens once per theme. */
export function lookOf(type: PortType): Look {
  watch();
  let look = looks.get(type);
  if (!look) {
    look = readLook(type);
    looks.set(type, look);
  }
  return look;
}

/** Calls `listener` when the theme has changed. Returns how to stop. */
export function onLookChange(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readLook(type: PortType): Look {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  // A canvas takes no `light-dark()`; a computed `color` has it resolved.
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const look = {
    type: colour(TYPE_TOKENS[type]),
    text1: colour('--color-text-1'),
    text2: colour('--color-text-2'),
    text3: colour('--color-text-3'),
    line: colour('--color-border-strong'),
    faintLine: colour('--color-border'),
    well: colour('--color-well'),
    mark: colour('--color-mark'),
    onMark: colour('--color-on-mark'),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return look;
}

function watch(): void {
  if (watching) return;
  watching = true;
  const forget = (): void => {
    looks.clear();
    for (const listener of listeners) listener();
  };
  new MutationObserver(forget).observe(document.documentElement, {
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', forget);
  }
}
