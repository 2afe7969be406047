"""Checks of built files, one line each: `ok - NAME` or `not ok - NAME: what was wrong`."""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WATCHDOG_SECONDS = 300

_tests = []


class Wrong(Exception):
    """What a test found."""


def test(function):
    _tests.append(function)
    return function


def expect(holds, problem):
    if not holds:
        raise Wrong(problem)


def output(*command, **options):
    """What a program prints; it has to succeed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=WATCHDOG_SECONDS, **options)
    expect(done.returncode == 0, f"{pathlib.Path(command[0]).name} exits with {done.returncode}: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


def bare_environment(**variables):
    """An environment that knows of no Swift."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}


def run():
    """Runs the tests, each with a folder of its own, and exits: 1 if one failed."""
    failed = 0
    for function in _tests:
        name = function.__name__.replace("_", " ")
        try:
            with tempfile.TemporaryDirectory(prefix="osb-built-") as folder:
                function(pathlib.Path(folder))
            print(f"ok - {name}", flush=True)
        except (Wrong, OSError, subprocess.SubprocessError) as problem:
            failed += 1
            print(f"not ok - {name}: {' '.join(str(problem).split())}", flush=True)
    sys.exit(1 if failed else 0)
