#!/usr/bin/env python3
"""Writes vectors of BCH codes by two other implementations.

bchlib (PyPI, on the BCH code of Linux) gives check bits of random data, and what its decoder makes of words with none to more flips than
the code corrects. galois (PyPI) gives the generator polynomials of some of the same codes.

  python3 -m venv venv && venv/bin/pip install bchlib==2.1.3 galois==0.4.11
  venv/bin/python Scripts/references/bch-codes.py Tests/ErrorCorrectionTests/Data/bch.json
  venv/bin/python Scripts/references/bch-codes.py --words 100000 words.json    # HWGEN_BCH_VECTORS=words.json for the test

Data and flips follow from SplitMix64 seeds, so that the file holds what the other implementations say and little else.
"""
import argparse
import importlib.metadata
import json

import bchlib

MASK = (1 << 64) - 1
CODES = [
    (5, 1, 2), (5, 3, 1), (6, 2, 5), (7, 4, 12), (8, 5, 20), (9, 4, 40), (9, 30, 30), (10, 8, 100), (11, 12, 128), (12, 16, 256),
    (13, 8, 512), (13, 24, 512), (14, 40, 512), (14, 64, 1024),
]


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return ((self.next() >> 32) * limit) >> 32


def word(bch, data_bytes, seed, most):
    """One word: check bits, the flips made, and the flips that the decoder finds; None where it finds none."""
    random = SplitMix64(seed)
    data = bytearray(random.next() & 0xFF for _ in range(data_bytes))
    checks = bch.encode(bytes(data))
    bits = 8 * data_bytes + bch.ecc_bits
    flips = set()
    for _ in range(random.below(most + 1)):
        flips.add(random.below(bits))
    bad, bad_checks = bytearray(data), bytearray(checks)
    for bit in flips:
        if bit < 8 * data_bytes:
            bad[bit // 8] ^= 0x80 >> bit % 8
        else:
            rest = bit - 8 * data_bytes
            bad_checks[rest // 8] ^= 0x80 >> rest % 8
    found = bch.decode(bytes(bad), bytes(bad_checks))
    located = None
    if found >= 0:
        # bchlib counts a byte's bits from the lowest.
        located = sorted(place // 8 * 8 + 7 - place % 8 for place in bch.errloc[:found])
    return {"seed": seed, "checks": bytes(checks).hex(), "flips": sorted(flips), "located": located}


def generators():
    import galois

    result = []
    for m, t, _ in CODES:
        if m > 10:
            continue
        field = galois.GF(2**m, irreducible_poly=galois.Poly.Int(bchlib.BCH(t, m=m).prim_poly))
        code = galois.BCH(2**m - 1, d=2 * t + 1, field=galois.GF(2), extension_field=field)
        result.append({"m": m, "t": t, "generator": hex(int(code.generator_poly))})
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--words", type=int, default=6 * len(CODES), help="words of all codes together")
    options = parser.parse_args()
    codes = []
    for m, t, data_bytes in CODES:
        bch = bchlib.BCH(t, m=m)
        count = options.words // len(CODES)
        # Most words can be corrected; every third one may have up to twice as many flips.
        words = [word(bch, data_bytes, 1000 * m + t + (i << 20), 2 * t if i % 3 == 2 else t) for i in range(count)]
        codes.append({"m": m, "t": t, "data_bytes": data_bytes, "check_bits": bch.ecc_bits, "words": words})
    versions = {name: importlib.metadata.version(name) for name in ["bchlib", "galois"]}
    with open(options.file, "w") as file:
        json.dump({"versions": versions, "generators": generators(), "codes": codes}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
