/** A rectangle in fractions of its canvas. */
export interface DrawnBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What stands on a canvas since it was last cleared. */
export interface Drawn {
  readonly words: string[];
  readonly boxes: DrawnBox[];
}

/** A page in which `recordDrawing` ran before any other script. */
export interface Recorded {
  readonly drawnOn: WeakMap<HTMLCanvasElement, Drawn>;
}

/** Runs in the page before its scripts: keeps the words and boxes that each canvas shows. */
export function recordDrawing(): void {
  const drawnOn = new WeakMap<HTMLCanvasElement, { words: string[]; boxes: DrawnBox[] }>();
  Object.assign(window, { drawnOn });
  const proto = CanvasRenderingContext2D.prototype;
  const own = Object.getOwnPropertyDescriptors(proto);
  const of = ({ canvas }: CanvasRenderingContext2D) => {
    let drawn = drawnOn.get(canvas);
    if (!drawn) drawnOn.set(canvas, (drawn = { words: [], boxes: [] }));
    return drawn;
  };
  proto.clearRect = function (...args) {
    drawnOn.delete(this.canvas);
    own.clearRect.value!.apply(this, args);
  };
  proto.fillText = function (...args) {
    of(this).words.push(args[0]);
    own.fillText.value!.apply(this, args);
  };
  proto.strokeRect = function (x, y, width, height) {
    const scale = this.getTransform();
    const [across, down] = [scale.a / this.canvas.width, scale.d / this.canvas.height];
    of(this).boxes.push({
      x: x * across,
      y: y * down,
      width: width * across,
      height: height * down,
    });
    own.strokeRect.value!.call(this, x, y, width, height);
  };
}
