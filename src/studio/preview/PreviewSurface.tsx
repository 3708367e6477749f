import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { createLivePreview, type LivePreview } from './livePreview.ts';
import styles from './PreviewSurface.module.css';
import type { PreviewTaps } from './previewTaps.ts';

/**
 * The live drawing of some streams. Samples go from the engine to the canvas; React only places it.
 * `children` are seen until there is something to show.
 */
export function PreviewSurface(props: {
  /** The same object as long as the streams are the same. */
  readonly taps: PreviewTaps | undefined;
  readonly mirrored: boolean;
  /** In CSS pixels at 100 %. */
  readonly width: number;
  readonly height: number;
  /** How much larger than that it is shown; 0 stops it. */
  readonly zoom: number;
  readonly children?: ReactNode;
}) {
  const { taps, mirrored, width, height, zoom, children } = props;
  const { engine } = useServices();
  const well = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const preview = useRef<LivePreview>(undefined);
  const latestZoom = useRef(zoom);

  useEffect(() => {
    if (!taps || !well.current || !canvas.current) return undefined;
    const live = createLivePreview(
      { well: well.current, canvas: canvas.current, overlay: overlay.current ?? canvas.current },
      { engine, taps, mirrored, width, height },
    );
    preview.current = live;
    live.zoom(latestZoom.current);
    // A document that was opened has no past; what the last one showed is not its business.
    const stop = documentStore.subscribe(({ pipeline, past, future }, before) => {
      if (pipeline !== before.pipeline && past.length + future.length === 0) live.clear();
    });
    return () => {
      stop();
      live[Symbol.dispose]();
      preview.current = undefined;
    };
  }, [engine, taps, mirrored, width, height]);
  useEffect(() => {
    latestZoom.current = zoom;
    preview.current?.zoom(zoom);
  }, [zoom]);

  return (
    <div ref={well} className={styles['well']} style={{ height }}>
      <canvas
        ref={canvas}
        className={styles['canvas']}
        data-mirrored={mirrored || undefined}
        role="img"
        aria-label="Preview"
      />
      {taps?.background && (
        <canvas ref={overlay} className={styles['overlay']} aria-hidden="true" />
      )}
      <div className={styles['words']}>{children}</div>
    </div>
  );
}
