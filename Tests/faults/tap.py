"""Tests that print one line each: `ok - NAME` or `not ok - NAME: what was wrong`."""
import faulthandler
import sys
import traceback

WATCHDOG_SECONDS = 300

_tests = []


def test(function):
    _tests.append(function)
    return function


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"got {_short(actual)}, expected {_short(expected)}")


def _short(value):
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:200]}… ({len(value)} long)"


def run():
    """Runs every test declared, or those whose names contain the first argument, and exits: 1 if one failed."""
    faulthandler.dump_traceback_later(WATCHDOG_SECONDS, exit=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    failed = 0
    for function in _tests:
        name = function.__name__.replace("_", " ")
        if wanted not in name:
            continue
        try:
            function()
            print(f"ok - {name}", flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[1]
            print(f"not ok - {name}: line {where.lineno}: {type(error).__name__} {error}", flush=True)
    sys.exit(1 if failed else 0)
