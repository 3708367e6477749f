/** Throws `message`, a full sentence, when our own reasoning turned out wrong. Never for a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Ends a switch over a union; does not compile while a member is unhandled. */
export function assertUnreachable(value: never): never {
  throw new Error(`A case is not handled: ${JSON.stringify(value)}.`);
}
