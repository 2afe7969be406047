#!/usr/bin/env python3
"""Builds the fuzzers and lets each run: `ok - NAME` with what it did, or `not ok - NAME` with what it found and where the input is.

    Tests/fuzz/run.py [TARGET ...]      all targets, or some

FUZZ_SECONDS is how long each runs (4 unless the environment says otherwise). What the fuzzers learn is kept in .build/fuzz/corpus and used
again; Tests/fuzz/corpus has what they begin with. An input that was found is in .build/fuzz/found; to see it again:

    OSB_FUZZ_TARGET=TARGET .build/fuzz/fuzz FILE
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/fuzz"
PROGRAM = BUILD / "fuzz"
SECONDS = int(os.environ.get("FUZZ_SECONDS", "4"))
LONGEST_INPUT = 4096
# One input may take so long, and all of it so much memory: beyond that it hangs or hoards.
SECONDS_AN_INPUT, MEGABYTES = 10, 1024


def fuzz(target):
    begins, learned, found = ROOT / "Tests/fuzz/corpus" / target, BUILD / "corpus" / target, BUILD / "found"
    for folder in learned, found:
        folder.mkdir(parents=True, exist_ok=True)
    command = [PROGRAM, learned, begins, f"-max_total_time={SECONDS}", f"-max_len={LONGEST_INPUT}", f"-timeout={SECONDS_AN_INPUT}",
               f"-rss_limit_mb={MEGABYTES}", f"-dict={ROOT}/Tests/fuzz/tokens.dict", f"-artifact_prefix={found}/{target}-", "-print_final_stats=1"]
    # libFuzzer and the sanitizer tell of a crash; Swift's own backtrace would wait for a process that libFuzzer has stopped.
    environment = {**os.environ, "OSB_FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no"}
    done = subprocess.run([str(part) for part in command], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, errors="replace", timeout=SECONDS + 60)
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    covered = re.findall(r"cov: (\d+)", done.stderr)
    if not list(begins.iterdir()):
        return report(target, "its corpus is empty")
    if done.returncode == 0 and runs and int(runs.group(1)) > 1000:
        return report(f"{target}: {runs.group(1)} inputs in {SECONDS} s, {covered[-1] if covered else '?'} edges covered")
    return report(target, f"exit {done.returncode}\n{done.stderr[-6000:]}")


def report(name, problem=None):
    print(f"not ok - fuzz {name}: {problem}" if problem else f"ok - fuzz {name}", flush=True)
    return problem is None


def main():
    built = subprocess.run([ROOT / "Tests/fuzz/build.sh"], capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"{built.stdout}{built.stderr}\nnot ok - fuzz: it does not build")
    targets = subprocess.run([PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    wanted = sys.argv[1:] or targets
    unknown = set(wanted) - set(targets)
    if unknown:
        sys.exit(f"not ok - fuzz: there is no target {', '.join(sorted(unknown))}")
    results = [fuzz(target) for target in wanted]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
