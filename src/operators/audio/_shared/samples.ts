/** True if no sample is NaN or infinite. */
export function allFinite(channels: readonly Float32Array[]): boolean {
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) if (!Number.isFinite(channel[i]!)) return false;
  }
  return true;
}

/** The highest magnitude of sample `i` over all channels. */
export function peakAt(channels: readonly Float32Array[], i: number): number {
  let peak = 0;
  for (const channel of channels) {
    const magnitude = Math.abs(channel[i]!);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}
