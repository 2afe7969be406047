#!/usr/bin/env python3
"""Runs every test, stage by stage, and adds them up: the last line reads 'N passed, N failed'.

A test program prints `ok - NAME` or `not ok - NAME: why`; `swift test` prints Swift Testing's own lines. A stage that fails without naming
a test counts as one failure, and so does one that runs nothing. What a stage printed is kept in .build/tests/STAGE.log.

    Tests/run.py [STAGE ...]     only these stages (a prefix is enough), in the order of the list
"""
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
LOGS = BUILD / "tests"
PROGRAMS = BUILD / "c"
LIBRARY = BUILD / "lib"
LOCAL_SERVER = BUILD / "local-server" / "release" / "opensandbox-local"
VENV_PYTHON = BUILD / "venv" / "bin" / "python"
# What a program needs besides the library.
LINKED_WITH = {"host_curl": ["-lcurl"]}
HARNESS = ["check", "control", "faults", "forward", "front", "scripted"]
# For programs that are slowed down: the fault matrix takes some of its cells there, and gives each more time.
SLOWLY = ["CHECK_WATCHDOG=900", "MATRIX_EVERY=7", "MATRIX_DEADLINE=1500"]
# Nothing a test starts goes on for longer: a hang is a failure, not a wait.
WATCHDOG_SECONDS = 1500

PASSED = re.compile(r"^(?:ok - |\S+ Test (?!run\b|case\b).* passed after )")
FAILED = re.compile(r"^(?:not ok - |\S+ Test (?!run\b|case\b).* failed after )")
SKIPPED = re.compile(r"^(?:# skipped|\S+ Test (?!run\b|case\b).* skipped)")


class Stage:
    def __init__(self, name, *commands, quiet=False):
        self.name, self.commands, self.quiet = name, commands, quiet

    def run(self):
        """Counts of what passed, failed and was skipped, and the log's lines that tell of failures."""
        log = LOGS / f"{self.name.replace(' ', '-')}.log"
        counts, trouble = [0, 0, 0], []
        with log.open("w") as out:
            for command in self.commands:
                passed, failed, skipped, lines = execute(command, out, self.quiet)
                counts = [counts[0] + passed, counts[1] + failed, counts[2] + skipped]
                trouble += lines
                if failed and self.quiet:
                    break
        if not self.commands:
            counts, trouble = [0, 1, 0], ["this stage has nothing to run"]
        return (*counts, trouble)


def execute(command, out, quiet):
    arguments = [str(part) for part in (command() if callable(command) else command)]
    try:
        done = subprocess.run(arguments, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=WATCHDOG_SECONDS)
        text, code = done.stdout.decode(errors="replace"), done.returncode
    except subprocess.TimeoutExpired as hung:
        text, code = (hung.stdout or b"").decode(errors="replace") + "\n# the watchdog ended this", 124
    out.write(f"$ {' '.join(arguments)}\n{text}\n")
    lines = text.splitlines()
    passed = sum(1 for line in lines if PASSED.match(line))
    trouble = [line for line in lines if FAILED.match(line)]
    failed = len(trouble)
    if quiet:
        return (1 if code == 0 else 0, 0 if code == 0 else 1, 0, [] if code == 0 else [f"exit code {code}"] + lines[-15:])
    if failed == 0 and (code != 0 or passed == 0):
        failed, trouble = 1, [f"exit code {code}, {passed} passed: {' '.join(arguments)}"] + lines[-15:]
    return passed, failed, sum(1 for line in lines if SKIPPED.match(line)), trouble


def environment():
    values = dict(os.environ)
    # Nothing from the caller's set-up decides which server or library is tested.
    for name in list(values):
        if name.startswith(("OPEN_SANDBOX_", "OSB_TEST_", "MATRIX_")):
            del values[name]
    values.update(
        LD_LIBRARY_PATH=str(LIBRARY), OSB_LIBRARY_DIR=str(LIBRARY), OPENSANDBOX_LIBRARY=str(LIBRARY / "libopensandbox.so.0"),
        OSB_LOCAL_SERVER=str(LOCAL_SERVER), OSB_VENV_PYTHON=str(VENV_PYTHON), OSB_C_PROGRAMS=str(PROGRAMS), PYTHONUNBUFFERED="1")
    return values


def test_programs():
    """The C programs written with check.h; the harness itself is not one."""
    sources = sorted((ROOT / "Tests/c").glob("*.c"))
    return [s.stem for s in sources if s.stem not in HARNESS and re.search(r'#include "(check|live).h"', s.read_text())]


def compile_programs():
    PROGRAMS.mkdir(parents=True, exist_ok=True)
    flags = "-std=c11 -D_GNU_SOURCE -Wall -Wextra -pedantic -Werror -gdwarf-4 -Iinclude -ITests/c".split()
    harness = [f"Tests/c/{name}.c" for name in HARNESS]
    script = ["set -e"]
    for name in test_programs():
        more = LINKED_WITH.get(name, [])
        script.append(" ".join(["cc", *flags, f"Tests/c/{name}.c", *harness, f"-L{LIBRARY}", "-lopensandbox", "-lpthread", *more,
                                "-o", f"{PROGRAMS}/{name}"]))
    return ["bash", "-c", "\n".join(script)]


def beside_servers(name, *prefix):
    return ["Tools/faults/with_servers.py", *prefix, f"{PROGRAMS}/{name}"]


def scripted(name):
    return not name.startswith("conformance")


def c_stages():
    valgrind = ["valgrind", "-q", "--leak-check=full", "--errors-for-leak-kinds=definite,possible", "--error-exitcode=99", "--child-silent-after-fork=yes",
                "--suppressions=Tests/c/valgrind.supp"]
    names = [name for name in test_programs() if scripted(name)]
    return [
        Stage("C programs", *[beside_servers(name) for name in names]),
        Stage("C programs under valgrind", *[["env", *SLOWLY, *beside_servers(name, *valgrind)] for name in names]),
    ]


def sanitizer_stages():
    """The unit tests, and C programs against a library of its own: all of them for memory, those with threads of their own for races."""
    programs = {"address": [name for name in test_programs() if scripted(name)],
                "thread": [name for name in test_programs() if "<pthread.h>" in (ROOT / f"Tests/c/{name}.c").read_text()]}
    for kind, names in programs.items():
        yield Stage(f"unit tests, {kind} sanitizer", [
            "env", f"LSAN_OPTIONS=suppressions={ROOT}/Tests/sanitizers/leaks.txt", "swift", "test", f"--sanitize={kind}",
            "--scratch-path", f".build/unit-{kind}", "--disable-xctest"])
        yield Stage(f"build for {kind} sanitizer", ["Tools/make/sanitized.sh", kind, *names], quiet=True)
        built = BUILD / "sanitized" / kind
        yield Stage(f"C programs, {kind} sanitizer", *[
            ["env", f"LD_LIBRARY_PATH={built}/lib", *SLOWLY,
             "Tools/faults/with_servers.py" if scripted(name) else "Tools/local-server/with_server.py", built / name] for name in names])


def python_scripts(folder, python="python3"):
    """The programs among a folder's files: those that begin with #!, and are not made to be handed a command."""
    paths = sorted((ROOT / folder).glob("*.py"))
    return [[python, path.relative_to(ROOT)] for path in paths if path.read_text().startswith("#!") and not path.stem.startswith("with_")]


def stages():
    version = re.search(r'text: StaticString = "(.*)"', (ROOT / "Sources/OpenSandbox/Version.swift").read_text()).group(1)
    return [
        Stage("build library", ["Tools/make/library.sh", version], quiet=True),
        Stage("build generator", ["swift", "build", "--package-path", "Tools/generator", "--scratch-path", ".build/generator"], quiet=True),
        Stage("build local server", ["swift", "build", "-c", "release", "--product", "opensandbox-local", "--package-path", "Tools/local-server",
                                     "--scratch-path", ".build/local-server"], quiet=True),
        Stage("build C programs", compile_programs, quiet=True),
        Stage("python packages", ["Tools/make/python.sh"], quiet=True),
        Stage("generator", *python_scripts("Tests/generator")),
        Stage("no traps in the sources", *python_scripts("Tests/traps")),
        Stage("unit tests", ["swift", "test", "--scratch-path", ".build/unit", "--disable-xctest"]),
        Stage("built file", *python_scripts("Tests/built")),
        Stage("servers that misbehave", *python_scripts("Tests/faults", VENV_PYTHON)),
        *c_stages(),
        Stage("fuzz", ["Tests/fuzz/run.py"]),
        *sanitizer_stages(),
        Stage("local server", *python_scripts("Tests/local-server")),
        Stage("conformance", *[["Tools/local-server/with_server.py", *wrap, f"{PROGRAMS}/{name}"]
                               for name in test_programs() if not scripted(name) for wrap in conformance_modes(name)]),
        Stage("soak", ["Tests/soak/run.py"]),
        Stage("examples", *python_scripts("Tests/examples")),
        Stage("python binding", ["python3", "bindings/python/tests/test_raw.py"],
              ["Tools/local-server/with_server.py", "python3", "bindings/python/tests/test_example.py"]),
        Stage("quick start", ["Tools/make/run.sh", version], ["Tools/make/run.sh", version], quiet=True),
    ]


def conformance_modes(name):
    if name == "conformance_lost":
        return [["Tools/faults/with_proxy.py"]]
    direct = ["env", "OSB_TEST_USE_SERVER_PROXY=0"]
    proxied = ["env", "OSB_TEST_USE_SERVER_PROXY=1"]
    return [direct, proxied]


def main():
    LOGS.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:]
    total = [0, 0, 0]
    began = time.monotonic()
    for stage in stages():
        if wanted and not any(stage.name.startswith(prefix) for prefix in wanted):
            continue
        print(f"{stage.name:36}", end="", flush=True)
        start = time.monotonic()
        passed, failed, skipped, trouble = stage.run()
        total = [total[0] + passed, total[1] + failed, total[2] + skipped]
        print(f"{passed:5} passed {failed:3} failed {skipped:3} skipped {time.monotonic() - start:6.1f} s", flush=True)
        for line in trouble:
            print(f"    {line}", flush=True)
    print(f"{time.monotonic() - began:.0f} s in all; logs in .build/tests")
    print(f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
