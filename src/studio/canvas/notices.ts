import { type ClientPoint, canvasStore, type Refusal } from './canvasStore.ts';

/** How long a refusal stays after the drop, and a sentence about a gesture. In ms. */
const READING_TIME = 6000;

let timer = 0;

/** Says a sentence where the gesture happened. Assistive tools hear it. */
export function say(text: string, at: ClientPoint): void {
  canvasStore.setState({ notice: { text, at }, refusal: undefined });
  fadeLater();
}

/** What a gesture knows of a refusal. */
export type NewRefusal = Pick<Refusal, 'from' | 'to' | 'problem' | 'offers' | 'held'>;

/** Says why a wire can't be, at the port it was let go over, and lets it be read; what is offered stays until it is answered. */
export function refuse(refusal: NewRefusal): void {
  show(refusal, true);
  if (refusal.offers.length === 0) fadeLater();
}

/** The same while the wire is still in the hand: it stays as long as the pointer does. */
export function showRefusal(refusal: NewRefusal): void {
  show(refusal, false);
}

function show(refusal: NewRefusal, dropped: boolean): void {
  clearTimeout(timer);
  const at = placeOf(refusal);
  canvasStore.setState({ refusal: { ...refusal, at, dropped }, notice: undefined });
}

/** Takes back whatever is being said. */
export function hush(): void {
  clearTimeout(timer);
  const { refusal, notice } = canvasStore.getState();
  if (refusal ?? notice) canvasStore.setState({ refusal: undefined, notice: undefined });
}

function fadeLater(): void {
  clearTimeout(timer);
  timer = window.setTimeout(hush, READING_TIME);
}

function placeOf({ to }: Pick<Refusal, 'to'>): ClientPoint {
  const side = to.side === 'in' ? 'target' : 'source';
  const port = document.querySelector(
    `.react-flow__handle.${side}[data-nodeid="${to.node}"][data-handleid="${to.port}"]`,
  );
  const { left, top, width, height } = (port ?? document.body).getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
