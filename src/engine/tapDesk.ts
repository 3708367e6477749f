import type { OnSample, TapAddress, TapRequest } from './engine.ts';
import type { TapMessage, TapPart } from './protocol.ts';

/** Where one run is asked for a tap. */
export interface TapTarget {
  add(part: TapPart): void;
  remove(part: TapPart): void;
}

/** All taps the page has asked for, over every run. */
export class TapDesk {
  readonly #taps = new Map<number, { readonly part: TapPart; readonly onSample: OnSample }>();
  #next = 1;
  #target: TapTarget | undefined;

  /** From now on taps are set up in that run, those that are there already included. */
  attach(target: TapTarget | undefined): void {
    this.#target = target;
    if (target) for (const { part } of this.#taps.values()) target.add(part);
  }

  add(address: TapAddress, request: TapRequest, onSample: OnSample): () => void {
    const id = this.#next++;
    const part: TapPart = {
      id,
      ...address,
      width: request.width,
      height: request.height,
      intervalMs: 1000 / Math.min(30, request.rate),
      view: request.view,
    };
    this.#taps.set(id, { part, onSample });
    this.#target?.add(part);
    return () => {
      if (this.#taps.delete(id)) this.#target?.remove(part);
    };
  }

  /** A worker's end of the tap port: samples come in, the tap's id goes back for each. */
  serve(port: MessagePort): void {
    port.onmessage = ({ data }: MessageEvent<TapMessage>) => {
      port.postMessage(data.tap);
      this.#taps.get(data.tap)?.onSample(data.sample, data.timestamp);
    };
  }
}
