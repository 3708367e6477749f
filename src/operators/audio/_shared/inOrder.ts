/** Takes one step after the other, and waits only for those that give a promise. */
export function inOrder(
  steps: readonly (() => void | Promise<void>)[],
  from = 0,
): void | Promise<void> {
  for (let i = from; i < steps.length; i++) {
    const pending = steps[i]!();
    if (pending) return pending.then(() => inOrder(steps, i + 1));
  }
  return undefined;
}
