#!/usr/bin/env python3
"""Builds the soak and lets it run against a local server behind a fault proxy of its own; README.md tells what it does.

    Tests/soak/run.py

SOAK_MINUTES is how long it works (0.15 unless the environment says otherwise), SOAK_SEED the order in which it does: another one each time
unless given. The library is the one in .build/lib.
"""
import os
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/soak"
LIBRARY = ROOT / ".build/lib"
MINUTES = os.environ.get("SOAK_MINUTES", "0.15")
SEED = os.environ.get("SOAK_SEED") or str(random.SystemRandom().randrange(1 << 32))
# What check.c, control.c and faults.c are to the C programs, they are to this one.
HARNESS = [ROOT / "Tests/c" / f"{name}.c" for name in ("check", "control", "faults")]


def build():
    BUILD.mkdir(parents=True, exist_ok=True)
    flags = "-std=c11 -D_GNU_SOURCE -Wall -Wextra -pedantic -Werror -O1 -gdwarf-4".split()
    sources = sorted((ROOT / "Tests/soak").glob("*.c"))
    subprocess.run(["cc", *flags, f"-I{ROOT}/include", f"-I{ROOT}/Tests/c", *sources, *HARNESS, f"-L{LIBRARY}", "-lopensandbox", "-lpthread",
                    "-o", BUILD / "soak"], check=True)


def main():
    build()
    seconds = max(int(float(MINUTES) * 60), 1)
    # Beyond its work it waits for what the library still owes, half a minute a round, and the watchdog of its calls comes before the program's.
    environment = {**os.environ, "LD_LIBRARY_PATH": str(LIBRARY), "SOAK_SECONDS": str(seconds), "SOAK_MINUTES": MINUTES, "SOAK_SEED": SEED,
                   "CHECK_WATCHDOG": str(seconds * 3 + 600)}
    command = [ROOT / "Tools/local-server/with_server.py", ROOT / "Tools/faults/with_proxy.py", BUILD / "soak"]
    sys.exit(subprocess.run(command, env=environment).returncode)


if __name__ == "__main__":
    main()
