/** The latest samples of a stream, all channels together. Before it is full it measures what has come. */
export interface LevelWindow {
  /** Takes in one block, channels of one length. */
  push(channels: readonly Float32Array[]): void;
  /** Root of the mean power over time and channels; NaN if a sample was. */
  rms(): number;
  /** The highest magnitude on any channel. */
  peak(): number;
}

/**
 * A window of `length` samples. Sums are taken afresh each time: at most 60 million additions a second
 * (3 s at 192 kHz, blocks of 10 ms), and no error of a running sum that grows over hours.
 */
export function createLevelWindow(length: number): LevelWindow {
  const powers = new Float32Array(length);
  const peaks = new Float32Array(length);
  let next = 0;
  let filled = 0;

  return {
    push(channels) {
      const samples = channels[0]!.length;
      for (let i = Math.max(0, samples - length); i < samples; i++) {
        let power = 0;
        let peak = 0;
        for (const channel of channels) {
          const sample = channel[i]!;
          power += sample * sample;
          peak = Math.max(peak, Math.abs(sample));
        }
        powers[next] = power / channels.length;
        peaks[next] = peak;
        next = next + 1 === length ? 0 : next + 1;
        if (filled < length) filled += 1;
      }
    },

    rms() {
      let sum = 0;
      for (let i = 0; i < filled; i++) sum += powers[i]!;
      return Math.sqrt(sum / Math.max(1, filled));
    },

    peak() {
      let highest = 0;
      for (let i = 0; i < filled; i++) highest = Math.max(highest, peaks[i]!);
      return highest;
    },
  };
}
