const HALF_POWER = Math.SQRT1_2;

/**
 * What two speakers play of any number of channels. 5.1 (left, right, centre, low, left and right behind)
 * is folded as ITU-R BS.775-3, annex 4, has it: the low channel is left out. Others: even ones left, odd
 * ones right. The result is a copy, two channels.
 */
export function toStereo(channels: readonly Float32Array[]): readonly [Float32Array, Float32Array] {
  const [first, second] = channels as readonly [Float32Array, Float32Array | undefined];
  const left = Float32Array.from(first);
  const right = Float32Array.from(second ?? first);
  const add = (to: Float32Array, from: Float32Array, gain: number): void => {
    for (let i = 0; i < to.length; i++) to[i]! += from[i]! * gain;
  };
  if (channels.length === 6) {
    add(left, channels[2]!, HALF_POWER);
    add(right, channels[2]!, HALF_POWER);
    add(left, channels[4]!, HALF_POWER);
    add(right, channels[5]!, HALF_POWER);
  } else {
    channels.slice(2).forEach((channel, c) => add(c % 2 === 0 ? left : right, channel, HALF_POWER));
  }
  return [left, right];
}
