#!/usr/bin/env python3
"""The examples in C, built as their own text says and run beside a local server: what they print."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "built"))
from check import ROOT, expect, output, run, test  # noqa: E402

LIBRARY = os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib")


def lines_of(folder, name, *libraries):
    """What the example printed, as lines."""
    program = folder / name
    flags = "-std=c11 -D_GNU_SOURCE -Wall -Wextra -pedantic -Werror".split()
    output("cc", *flags, f"-I{ROOT}/include", ROOT / f"Tests/c/{name}.c", f"-L{LIBRARY}", "-lopensandbox", *libraries, "-o", program)
    return output(ROOT / "Tools/local-server/with_server.py", program, env={**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)}).splitlines()


def expect_in_order(lines, prefix, *expected):
    """Between executions there is no order; within one there is."""
    found = [line for line in lines if line.startswith(prefix)]
    expect(found == list(expected), f"of {prefix} it prints {found}")


@test
def an_event_loop_with_poll(folder):
    lines = lines_of(folder, "example_poll")
    expect_in_order(lines, "slow", "slow: step 1", "slow: step 2", "slow: step 3", "slow: exit code 0")
    expect_in_order(lines, "quick", "quick: one", "quick: two", "quick: exit code 0")
    expect_in_order(lines, "failing", "failing (stderr): something is wrong", "failing: exit code 3")
    expect(len(lines) == 9, f"it prints {lines}")


@test
def an_event_loop_with_libuv(folder):
    lines = lines_of(folder, "example_libuv", "-luv")
    expect_in_order(lines, "first", "first: half a second", "first: exit code 0")
    expect_in_order(lines, "second", "second: at once", "second: exit code 0")
    expect(lines[-1] == "the timer ticked while they ran", f"it prints {lines}")


run()
