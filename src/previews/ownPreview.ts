import type { Json } from '#base/json.ts';
import type { ComponentType } from 'react';

/** What an operator's own preview gets: `preview.tsx` beside its spec, laid over the live drawing of its node. */
export interface OwnPreviewProps {
  /** Every param at its value. */
  readonly params: Readonly<Record<string, Json>>;
  /** What flows through each port, in words, by `in.name` and `out.name`; only what has flowed. */
  readonly ports: Readonly<Record<string, string>>;
  /** The room, in CSS pixels at 100 %. */
  readonly width: number;
  readonly height: number;
  /** Sets params. All calls of one `gesture` are one step of undo; those without one are, if they follow quickly. */
  readonly onChange: (params: Readonly<Record<string, Json>>, gesture?: number) => void;
  /** Red, green and blue, 0 to 255, of the drawing below at a place of the room; undefined while there is none. */
  readonly pixelAt: (x: number, y: number) => readonly [number, number, number] | undefined;
}

/** One operator's own preview. Runs on the page. */
export type OwnPreview = ComponentType<OwnPreviewProps>;
