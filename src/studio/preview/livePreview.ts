import type { Engine, TapAddress, TapRequest } from '#engine/engine.ts';
import { createPainter } from '#previews/painters.ts';
import { MAX_PREVIEW, type Sample } from '#previews/sample.ts';
import { paintNever, paintSoon } from './frameLoop.ts';
import { lookOf, onLookChange } from './look.ts';
import type { PreviewTaps } from './previewTaps.ts';
import { watchSeen } from './seen.ts';

/** Samples per second a preview asks for. */
const RATE = 30;

/** Pictures whose shape differs less from the room's lose a pixel rather than leave a gap. */
const NEARLY = 0.02;

/** The elements of one preview. The page owns them; drawing happens on the canvases alone. */
export interface PreviewElements {
  /** Gets `data-live` while there is something to see. */
  readonly well: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** For boxes over a picture. */
  readonly overlay: HTMLCanvasElement;
}

/** What to show, and how large in CSS pixels. */
export interface PreviewSettings {
  readonly engine: Pick<Engine, 'tap'>;
  readonly taps: PreviewTaps;
  readonly mirrored: boolean;
  readonly width: number;
  readonly height: number;
}

/** One node's live drawing. */
export interface LivePreview extends Disposable {
  /** How much larger than life the page shows it; 0 stops it. */
  zoom(factor: number): void;
  /** Forgets what was shown. */
  clear(): void;
}

/**
 * Watches streams while, and only while, their drawing can be seen, and draws at most once per animation
 * frame. An unseen preview has no tap and costs nothing. Owned by the component that owns the elements.
 */
export function createLivePreview(
  elements: PreviewElements,
  settings: PreviewSettings,
): LivePreview {
  const { well, canvas, overlay } = elements;
  const { engine, taps, width, height } = settings;
  let seen = false;
  let factor = 1;
  let stopTaps: (() => void) | undefined;

  const painterSettings = {
    // Not zoomed: a waveform keeps its columns when the page is enlarged.
    width: Math.round(width * devicePixelRatio),
    unit: taps.unit,
    mirrored: settings.mirrored,
  };
  const painter = createPainter(taps.type, painterSettings, taps.view);
  const pictures = taps.background && createPainter('video/raw', painterSettings);
  const mainCanvas = pictures ? overlay : canvas;

  function paint(): void {
    const room = { width, height, scale: devicePixelRatio * Math.max(1, factor) };
    painter.paint(mainCanvas, room, lookOf(taps.type));
    pictures?.paint(canvas, room, lookOf('video/raw'));
    const mismatch = (canvas.width * height) / (canvas.height * width);
    canvas.toggleAttribute('data-covers', Math.abs(mismatch - 1) < NEARLY);
    well.dataset['live'] = '';
  }

  function watch(address: TapAddress, isPicture: boolean, take: (sample: Sample) => void) {
    return engine.tap(address, requestOf(isPicture ? factor : 1), (sample) => {
      take(sample);
      paintSoon(paint);
    });
  }

  function requestOf(zoom: number): TapRequest {
    const scale = devicePixelRatio * zoom;
    return {
      width: Math.min(MAX_PREVIEW.width, Math.max(1, Math.round(width * scale))),
      // One row more, so that 16:9 fills a width of 200, where it is 112.5 high.
      height: Math.min(MAX_PREVIEW.height, Math.max(1, Math.round(height * scale) + 1)),
      rate: RATE,
      view: taps.view,
    };
  }

  function follow(): void {
    const wanted = seen && !document.hidden && factor > 0;
    if (wanted && !stopTaps) {
      const stops = [watch(taps.main, taps.type === 'video/raw', (sample) => painter.take(sample))];
      if (taps.background) {
        const takeBoth = (sample: Sample): void => {
          pictures?.take(sample);
          painter.take(sample);
        };
        stops.push(watch(taps.background, true, takeBoth));
      }
      stopTaps = () => stops.forEach((stop) => stop());
    } else if (!wanted) {
      unfollow();
    }
  }

  function unfollow(): void {
    stopTaps?.();
    stopTaps = undefined;
    paintNever(paint);
  }

  function repaint(): void {
    if (well.dataset['live'] !== undefined) paintSoon(paint);
  }

  const stopSeeing = watchSeen(well, (now) => {
    seen = now;
    follow();
  });
  const stopLook = onLookChange(repaint);
  document.addEventListener('visibilitychange', follow);

  return {
    zoom(next) {
      if (next === factor) return;
      factor = next;
      unfollow();
      follow();
      repaint();
    },
    clear() {
      delete well.dataset['live'];
    },
    [Symbol.dispose]() {
      document.removeEventListener('visibilitychange', follow);
      stopLook();
      stopSeeing();
      unfollow();
      delete well.dataset['live'];
    },
  };
}
