#!/usr/bin/env python3
"""Follows a page of the documentation: runs the commands of its ```sh blocks, in order, in a fresh folder.

    Scripts/follow-page.py Documentation/OwnUnit.md FOLDER [--build FOLDER]

A ```text block right behind a ```sh block is what its last command prints; '...' stands for anything within a line. Pictures
that the page shows from Images/ are compared with files of the same kind that the commands leave. With --build, packages are
built there, so that what they share is compiled once; without it everything is compiled from nothing.

After each command stands how long all of them have taken so far, by the clock and in processor time.
"""
import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import time


def blocks(text):
    """The commands, each with the lines that it should print (or None)."""
    found = []
    for match in re.finditer(r"^```(sh|text)\n(.*?)^```$", text, re.S | re.M):
        kind, body = match.groups()
        if kind == "sh":
            found += [[line, None] for line in body.splitlines()]
        elif found and text[: match.start()].rstrip().endswith("```"):
            found[-1][1] = body.splitlines()
    return found


def is_alike(wanted, line):
    return re.fullmatch(".*".join(re.escape(part) for part in wanted.rstrip().split("...")), line.rstrip()) is not None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("folder")
    parser.add_argument("--build")
    arguments = parser.parse_args()
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    page = os.path.abspath(arguments.page)
    folder = os.path.abspath(arguments.folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    environment = dict(os.environ, PATH=f"{root}/.build/release:{os.environ['PATH']}", HWGEN_TOOLS=f"{root}/.tools")
    with open(page, encoding="utf-8") as file:
        text = file.read()
    start = time.monotonic()
    for command, wanted in blocks(text):
        if command.startswith("cd "):
            folder = os.path.join(folder, command[3:])
            if arguments.build:
                # The package manager must see one path only: modules that it built through the link would count as others.
                os.symlink(os.path.abspath(arguments.build), os.path.join(folder, ".build"))
                environment["SWIFTPM_BUILD_DIR"] = os.path.abspath(arguments.build)
            continue
        result = subprocess.run(command, shell=True, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, check=False)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"$ {command}\n{result.stdout}", end="")
        print(f"[{time.monotonic() - start:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of processor time so far]", flush=True)
        if result.returncode != 0:
            sys.exit(f"{arguments.page}: '{command}' ended with status {result.returncode}")
        lines = result.stdout.rstrip("\n").splitlines()
        if wanted is not None and not (len(lines) == len(wanted) and all(map(is_alike, wanted, lines))):
            sys.exit(f"{arguments.page}: '{command}' does not print what the page says")
    for name in re.findall(r"!\[[^]]*\]\((Images/[^)]*)\)", text):
        with open(os.path.join(os.path.dirname(page), name), encoding="utf-8") as file:
            picture = file.read()
        files = [entry.path for entry in os.scandir(folder) if entry.name.endswith(os.path.splitext(name)[1])]
        if not any(open(path, encoding="utf-8").read() == picture for path in files):
            sys.exit(f"{arguments.page}: {name} is not what the commands draw")


main()
