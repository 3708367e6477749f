"""Writes mel.fixture.json here and mfcc.fixture.json next door: what librosa makes of a signal given by formula.

Run with librosa 0.11.0 and numpy, then format: python3 melFixture.py && npm run fix
"""
import json
import pathlib

import librosa
import numpy as np

HERE = pathlib.Path(__file__).parent


def signal(rate, count):
    """The formula that the tests repeat: a sine, a rising tone, and a hum that swells."""
    t = np.arange(count) / rate
    return (
        0.4 * np.sin(2 * np.pi * 440 * t)
        + 0.2 * np.sin(2 * np.pi * (1000 * t + 9000 * t * t))
        + 0.1 * t * np.sin(2 * np.pi * 120 * t)
    ).astype(np.float32)


def cases():
    for rate, size, bands, low, high in [
        (16000, 512, 40, 0, 8000),
        (48000, 2048, 64, 50, 16000),
        (8000, 256, 20, 100, 4000),
    ]:
        count = 4 * size
        mel = librosa.feature.melspectrogram(
            y=signal(rate, count), sr=rate, n_fft=size, hop_length=size // 2, center=False,
            window="hann", power=2.0, n_mels=bands, fmin=low, fmax=high, htk=False, norm="slaney",
        )
        decibels = librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=None)
        mfcc = librosa.feature.mfcc(S=decibels, n_mfcc=13, dct_type=2, norm="ortho")
        plan = {"rate": rate, "size": size, "bands": bands, "lowest": low, "highest": high}
        yield plan, decibels.T, mfcc.T


def rounded(rows):
    return [[round(float(value), 4) for value in row] for row in rows]


found = list(cases())
for name, which in (("mel", 1), ("mfcc", 2)):
    lines = [json.dumps({**case[0], "rows": rounded(case[which])}) for case in found]
    path = HERE.parent / name / f"{name}.fixture.json"
    path.write_text("[\n  " + ",\n  ".join(lines) + "\n]\n")
