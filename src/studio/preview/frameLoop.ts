const waiting = new Set<() => void>();

/** Calls `paint` in the next animation frame, once however often it is asked for. One loop serves all previews. */
export function paintSoon(paint: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(paintAll);
  waiting.add(paint);
}

/** Takes back what was asked for. */
export function paintNever(paint: () => void): void {
  waiting.delete(paint);
}

function paintAll(): void {
  const paints = [...waiting];
  waiting.clear();
  for (const paint of paints) paint();
}
