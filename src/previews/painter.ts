import type { Sample } from './sample.ts';

/** Colours and font of the theme in force, as a canvas takes them. */
export interface Look {
  /** Of the payload type that is drawn. */
  readonly type: string;
  readonly text1: string;
  readonly text2: string;
  readonly text3: string;
  /** A line that may be seen, such as the middle of a waveform, and one that may barely be. */
  readonly line: string;
  readonly faintLine: string;
  /** What the drawing stands on. */
  readonly well: string;
  /** Marks over pictures, the same in both themes, and text on them. */
  readonly mark: string;
  readonly onMark: string;
  /** A font family list. */
  readonly font: string;
}

/** The place a painter has, in CSS pixels, and device pixels per CSS pixel. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Keeps what one preview has to remember and draws it. Lives on the page; at most one paint per frame. */
export interface Painter {
  /** Takes in the newest sample; cheap, draws nothing. */
  take(sample: Sample): void;
  /** Draws everything anew. Sets the canvas to the pixels it needs. */
  paint(canvas: HTMLCanvasElement, room: Room, look: Look): void;
}

/** A cleared context in CSS pixels over the whole room. */
export function roomContext(canvas: HTMLCanvasElement, room: Room): CanvasRenderingContext2D {
  const width = Math.max(1, Math.round(room.width * room.scale));
  const height = Math.max(1, Math.round(room.height * room.scale));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(width / room.width, 0, 0, height / room.height, 0, 0);
  context.clearRect(0, 0, room.width, room.height);
  return context;
}
