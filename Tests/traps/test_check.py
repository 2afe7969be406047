#!/usr/bin/env python3
"""The check for traps: the library passes it, it finds what is marked in its fixture, and nothing else.

OSB_CHECK_TRAPS names the program; the default is where the Makefile builds it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "Tests/traps/fixture"
CHECK = os.environ.get("OSB_CHECK_TRAPS") or ROOT / ".build/generator/debug/check-traps"
FORBIDDEN = "Sources/JSON/Forbidden.swift"
MARK = re.compile(r"(.*)(?://! (.*)|/\*! (.*) \*/.*)")

failed = 0


def report(name, problem=None):
    global failed
    failed += problem is not None
    print(f"not ok - {name}: {problem}" if problem else f"ok - {name}", flush=True)


def check(*arguments):
    return subprocess.run([CHECK, *arguments], capture_output=True, text=True, timeout=120)


def check_library():
    run = check("--root", ROOT)
    counts = re.fullmatch(r"(\d+) files, 0 findings, (\d+) justified\n", run.stdout)
    problem = None if run.returncode == 0 and counts and int(counts.group(1)) > 0 else f"exit {run.returncode}\n{run.stdout}{run.stderr}"
    report("nothing in the library's sources can trap" + (f" ({counts.group(2)} justified)" if counts else ""), problem)


def check_fixture():
    run = check("--root", FIXTURE)
    found = {}
    for row in run.stderr.splitlines():
        file, line, message = row.split(":", 2)
        found.setdefault((file, int(line)), []).append(message.strip())
    for number, line in enumerate((FIXTURE / FORBIDDEN).read_text().splitlines(), 1):
        marked = MARK.fullmatch(line.strip())
        if not marked:
            continue
        code, wanted = marked.group(1), marked.group(2) or marked.group(3)
        messages = found.pop((FORBIDDEN, number), [])
        report(f"found: {code.strip()}", None if any(wanted in message for message in messages) else f"line {number}: {messages}")
    report("nothing else is found in the fixture", None if not found else "\n".join(f"{place}: {what}" for place, what in found.items()))
    report("findings are an error, and counted", None if run.returncode == 1 and " 2 justified" in run.stdout else f"exit {run.returncode}: {run.stdout}")


def check_clean():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
        (pathlib.Path(folder) / FORBIDDEN).unlink()
        run = check("--root", folder)
        report("every allowed spelling passes", None if run.returncode == 0 and run.stdout == "1 files, 0 findings, 0 justified\n" else
               f"exit {run.returncode}: {run.stdout}{run.stderr}")


def check_refusals():
    for arguments in [], ["--root"], ["--nonsense", "x"]:
        run = check(*arguments)
        report(f"usage for {arguments}", None if run.returncode == 2 and run.stderr.startswith("usage:") else f"exit {run.returncode}: {run.stderr}")
    with tempfile.TemporaryDirectory() as folder:
        run = check("--root", folder)
        report("a root without sources is an error", None if run.returncode == 1 and run.stderr.startswith("Sources:1: ") else run.stderr)


check_library()
check_fixture()
check_clean()
check_refusals()
sys.exit(failed > 0)
