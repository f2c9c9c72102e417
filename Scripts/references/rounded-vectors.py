"""Writes Tests/UnitsTests/Data/rounded_*.txt: operations of every rounding mode, with their flags.

    pip install softfloatpy==1.2.3.post1 gmpy2==2.3.2
    python3 Scripts/references/rounded-vectors.py Tests/UnitsTests/Data [count]

A line has the operands, then a result and its flags for each of five modes: nearest-even, toward zero, down, up, nearest-away (the
order and the flags' bits of RISC-V), all in hexadecimal. binary16 and binary32 are by Berkeley SoftFloat 3e (tininess after rounding);
bfloat16 and E5M2 by GNU MPFR with the format's precision and exponents, subnormal numbers included, which has no mode nearest-away
and other flags: those columns are "-". Every NaN is written as the canonical one.
"""

import importlib
import random
import sys
from pathlib import Path

import gmpy2
import softfloatpy as sf

vectors = importlib.import_module("float-vectors")
MODES = [sf.RoundingMode(index) for index in range(5)]
MPFR = {"bf16": (8, 7), "e5m2": (5, 2)}


def fraction_to_infinity(e, f):
    return ((1 << e) - 1) << f


def softfloat(name, function, operands, e, f):
    columns = []
    for mode in MODES:
        sf.set_rounding_mode(mode)
        sf.set_exception_flags(0)
        result = vectors.bits(function(*operands))
        columns += [f"{vectors.canonical(result, e, f):x}", f"{int(sf.get_exception_flags()):x}"]
    return columns


def decoded(code, e, f):
    bias = (1 << (e - 1)) - 1
    sign, field, fraction = code >> (e + f) & 1, code >> f & ((1 << e) - 1), code & ((1 << f) - 1)
    if field == (1 << e) - 1:
        return gmpy2.mpfr("nan") if fraction else gmpy2.mpfr("-inf" if sign else "inf")
    significand = fraction | (1 << f if field else 0)
    value = gmpy2.mpfr(significand) * gmpy2.mpfr(2) ** (max(field, 1) - bias - f)
    return -value if sign else value


def encoded(value, e, f):
    bias = (1 << (e - 1)) - 1
    if gmpy2.is_nan(value):
        return fraction_to_infinity(e, f) | 1 << (f - 1)
    sign = (1 if gmpy2.is_signed(value) else 0) << (e + f)
    if gmpy2.is_infinite(value):
        return sign | fraction_to_infinity(e, f)
    if value == 0:
        return sign
    mantissa, exponent = abs(value).as_mantissa_exp()
    mantissa, exponent = int(mantissa), int(exponent)
    top = mantissa.bit_length() - 1 + exponent
    unit = max(top, 1 - bias) - f
    scaled = mantissa << (exponent - unit) if exponent >= unit else mantissa >> (unit - exponent)
    return sign | ((max(top, 1 - bias) + bias - 1) << f) + scaled


def mpfr(operation, operands, e, f):
    bias = (1 << (e - 1)) - 1
    with gmpy2.context(gmpy2.get_context(), precision=200):
        values = [decoded(code, e, f) for code in operands]
    columns = []
    for mode in [gmpy2.RoundToNearest, gmpy2.RoundToZero, gmpy2.RoundDown, gmpy2.RoundUp]:
        context = gmpy2.context(precision=f + 1, emin=2 - bias - f, emax=bias + 1, subnormalize=True, round=mode)
        with context:
            result = {"add": lambda a, b: context.add(a, b), "mul": lambda a, b: context.mul(a, b),
                      "mulAdd": lambda a, b, c: context.fma(a, b, c)}[operation](*values)
        columns += [f"{encoded(result, e, f):x}", "-"]
    return columns + ["-", "-"]


def operands(rng, operation, e, f):
    a, b = vectors.operand(rng, e, f), vectors.operand(rng, e, f)
    if operation == "add":
        return [a, b if rng.random() < 0.5 else vectors.near(rng, a, e, f)]
    if operation == "mul":
        return [a, b]
    # An addend near the product, and often near its negative.
    top, bias = (1 << e) - 1, (1 << (e - 1)) - 1
    style = rng.random()
    if style < 0.4:
        return [a, b, vectors.operand(rng, e, f)]
    exponent = (a >> f & top) + (b >> f & top) - bias + rng.randrange(-f - 3, 2 * f + 4)
    exponent = min(max(exponent, 0), top - 1)
    fraction = vectors.fraction(rng, f)
    if style > 0.7:
        exponent = min(max((a >> f & top) + (b >> f & top) - bias + rng.randrange(-1, 2), 0), top - 1)
        one = 1 << f
        product = ((a & (one - 1)) | one) * ((b & (one - 1)) | one)
        fraction = (product >> (product.bit_length() - f - 1)) + rng.randrange(-1, 2) & (one - 1)
    sign = (a ^ b) >> (e + f) ^ (1 if rng.random() < 0.7 else 0)
    return [a, b, (sign & 1) << (e + f) | exponent << f | fraction]


def main(folder, count):
    for name, (e, f) in {"f16": (5, 10), "f32": (8, 23), **MPFR}.items():
        width = 1 + e + f
        for operation in ["add", "mul", "mulAdd"]:
            rng = random.Random(f"rounded vectors of {name} {operation}")
            lines = []
            for _ in range(count):
                row = operands(rng, operation, e, f)
                if name in MPFR:
                    columns = mpfr(operation, row, e, f)
                else:
                    kind = vectors.FORMATS[name][0]
                    function = getattr(sf, f"{name}_{'mul_add' if operation == 'mulAdd' else operation}")
                    columns = softfloat(name, function, [vectors.make(kind, x, width) for x in row], e, f)
                lines.append(" ".join([f"{x:x}" for x in row] + columns) + "\n")
            (folder / f"rounded_{name}_{operation}.txt").write_text("".join(lines))
    for source, target in [("f16", "f32"), ("f32", "f16")]:
        kind, e, f = vectors.FORMATS[source]
        rng = random.Random(f"rounded vectors of {source} to {target}")
        lines = []
        for _ in range(count):
            a = vectors.operand(rng, e, f)
            if source == "f32" and rng.random() < 0.6:
                a = a & ~(0xFF << 23) | (127 + rng.randrange(-27, 18)) << 23
            columns = softfloat(source, getattr(sf, f"{source}_to_{target}"), [vectors.make(kind, a, 1 + e + f)],
                                *vectors.FORMATS[target][1:])
            lines.append(" ".join([f"{a:x}"] + columns) + "\n")
        (folder / f"rounded_{source}_to_{target}.txt").write_text("".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1500)
