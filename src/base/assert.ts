/** Throws `message`, a full sentence, when our own reasoning turned out wrong. Never for a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
