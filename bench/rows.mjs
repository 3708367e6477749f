/** One line of the table. `held` is undefined where a figure is only reported. */
export function row({ what, ours, peer, ratio, limit, held }) {
  return {
    what,
    ours,
    peer,
    ratio: ratio === undefined ? '' : ratio.toFixed(2),
    limit,
    held: held === undefined ? '' : held ? 'yes' : 'no',
  };
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
