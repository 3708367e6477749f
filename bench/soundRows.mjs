// What bench/sound.ts measures in Node, as rows of the table.
import { median, row } from './rows.mjs';

/** `sound` is the module bench/sound.ts. */
export async function soundRows(sound, rounds) {
  const spectra = [];
  const resampled = [];
  // The first round of each only compiles.
  sound.stft(10);
  for (let round = 0; round < rounds; round++) {
    spectra.push(sound.stft());
    resampled.push(await sound.resampling());
  }
  const scipy = sound.scipyStft();
  const ours = median(spectra.map((race) => race.ours));
  return [
    race('STFT of 10 min at 48 kHz', 'fft.js', spectra, 4),
    row({
      what: 'the same beside scipy',
      ours: milliseconds(ours),
      peer: scipy === undefined ? 'scipy is not here' : `scipy ${milliseconds(scipy)}`,
      ratio: scipy && ours / scipy,
      limit: '≤ 3×',
      held: scipy && ours / scipy <= 3,
    }),
    race('48 → 16 kHz, 1 min, 96 dB', 'libsamplerate-js', resampled, 10),
  ];
}

/** How many times faster than the peer, by the median of the rounds. */
function race(what, name, races, limit) {
  const ratio = median(races.map(({ ours, peer }) => peer / ours));
  return row({
    what,
    ours: milliseconds(median(races.map(({ ours }) => ours))),
    peer: `${name} ${milliseconds(median(races.map(({ peer }) => peer)))}`,
    ratio,
    limit: `≥ ${limit}×`,
    held: ratio >= limit,
  });
}

function milliseconds(ms) {
  return `${ms.toFixed(0)} ms`;
}
