/** Every way of a thread of Node to the network that needs no import. Kernels have none of the others. */
const WAYS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'] as const;

/** Takes the network from a thread, for good: a pipeline from elsewhere reaches it only with `--allow-net`. */
export function closeNetwork(scope: object): void {
  for (const name of WAYS) Reflect.deleteProperty(scope, name);
}
