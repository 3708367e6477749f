/** A node of a test's document: its edges are written at the end that takes. */
interface TestNode {
  readonly id: string;
  readonly operator: string;
  readonly title?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Outputs by the input they feed: `{ frame: 'webcam.frame' }`. */
  readonly from?: Readonly<Record<string, string>>;
}

/** A document as somebody else would send it; params that are left out have their defaults. */
export function pipeline(name: string, nodes: readonly TestNode[]): string {
  const edges = nodes.flatMap(({ id, from = {} }) =>
    Object.entries(from).map(([port, output]) => ({ from: output, to: `${id}.${port}` })),
  );
  return JSON.stringify({
    format: 'millrace.pipeline',
    version: 1,
    name,
    nodes: nodes.map(({ from: _from, params = {}, ...node }, index) => ({
      ...node,
      operatorVersion: 1,
      at: [60 + 280 * (index % 4), 80 + 280 * Math.floor(index / 4)],
      params,
    })),
    edges,
  });
}
