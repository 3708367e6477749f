/** Cells that hang together: their bounding box, `right` and `bottom` exclusive, and how many they are. */
export interface Component {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
}

/**
 * The 8-connected components of the non-zero cells of a mask, in the order of their first cell, row by
 * row. Two passes with a disjoint-set forest (Rosenfeld and Pfaltz 1966).
 */
export function findComponents(
  mask: Uint8Array,
  width: number,
  height: number,
): readonly Component[] {
  const labels = new Int32Array(width * height);
  // Parent of each label; a root is its own. Label 0 is the background.
  const parent = [0];
  const rootOf = (label: number): number => {
    let root = label;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[label] !== root) {
      const next = parent[label]!;
      parent[label] = root;
      label = next;
    }
    return root;
  };

  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (mask[at] === 0) continue;
      let label = x > 0 ? labels[at - 1]! : 0;
      if (y > 0) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x + 1 < width ? 1 : 0); dx++) {
          const above = labels[at - width + dx]!;
          if (above === 0) continue;
          if (label === 0) label = above;
          else
            parent[Math.max(rootOf(label), rootOf(above))] = Math.min(rootOf(label), rootOf(above));
        }
      }
      if (label === 0) label = parent.push(parent.length) - 1;
      labels[at] = label;
    }
  }
  return collect(labels, rootOf, width);
}

function collect(
  labels: Int32Array,
  rootOf: (label: number) => number,
  width: number,
): readonly Component[] {
  const byRoot = new Map<number, { -readonly [K in keyof Component]: Component[K] }>();
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] === 0) continue;
    const root = rootOf(labels[at]!);
    const x = at % width;
    const y = (at - x) / width;
    const found = byRoot.get(root);
    if (!found) {
      byRoot.set(root, { left: x, top: y, right: x + 1, bottom: y + 1, area: 1 });
      continue;
    }
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x + 1);
    found.bottom = y + 1;
    found.area += 1;
  }
  return [...byRoot.values()];
}
