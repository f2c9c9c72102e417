"""The training text: the King James Bible (1611, public domain) from two Debian packages, and its held-out chapters."""

import hashlib
import pathlib
import re
import subprocess
import tempfile

# Name, version and SHA-256 of each package; `bible` is the program that prints the compressed text of the other.
PACKAGES = [
    ("bible-kjv", "4.38", "75a49c032a6efa9faa2beb4a9acb70974380122906329d0e100de36cc88ff02d"),
    ("bible-kjv-text", "4.38", "d61b6aad4c51ba9e2800b825325fa6a09e99a0d02a9bb6dc4724fcc4995a1b7a"),
]
RAW_SHA256 = "cd45f0c9cedab8e4439bd6486c8952c77cc8b0ecc5d1f6ae3513f2039f47229d"
END = "<|endoftext|>"
# Chapter number 20k + 7 of the 1,189 is held out: whole chapters, so that no sentence is split between the two parts.
HELD_OUT_PERIOD, HELD_OUT_PHASE = 20, 7


def fetch(folder: pathlib.Path) -> str:
    """The whole text, one verse a line, each after its reference: `Ge1:1 In the beginning ...`."""
    file = folder / "kjv.txt"
    if not file.exists():
        with tempfile.TemporaryDirectory() as temporary:
            root = pathlib.Path(temporary)
            for name, version, sha256 in PACKAGES:
                subprocess.run(["apt-get", "download", f"{name}={version}"], cwd=root, check=True)
                (package,) = root.glob(f"{name}_*.deb")
                if hashlib.sha256(package.read_bytes()).hexdigest() != sha256:
                    raise SystemExit(f"{package.name} is not the package that the model was trained on; its SHA-256 differs")
                subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
            text = subprocess.run(
                [root / "usr/bin/bible", "-f", "-p", root / "usr/lib", "gen1:1-rev22:21"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True,
            ).stdout
        file.write_bytes(text)
    text = file.read_bytes()
    if hashlib.sha256(text).hexdigest() != RAW_SHA256:
        raise SystemExit(f"{file} is not the text that the model was trained on; remove it and run this again")
    return text.decode("ascii")


def chapters(text: str) -> list[str]:
    """The chapters in order, one verse a line, without references."""
    result: dict[str, list[str]] = {}
    for line in text.splitlines():
        reference, verse = re.fullmatch(r"(\w+:\d+) (.*)", line).groups()
        result.setdefault(reference.split(":")[0], []).append(verse.strip())
    return ["\n".join(verses) + "\n" for verses in result.values()]


def split(text: str) -> tuple[list[str], list[str]]:
    """Chapters to train on, and chapters held out."""
    training, held_out = [], []
    for number, chapter in enumerate(chapters(text)):
        (held_out if number % HELD_OUT_PERIOD == HELD_OUT_PHASE else training).append(chapter)
    return training, held_out
