#!/usr/bin/env python3
"""osb-ls against the server that the environment names.

Run it beside a local server: Tools/local-server/with_server.py Tests/tools/osb_ls.py
"""
import json
import os
import pty
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIBRARY = os.environ.get("OSB_LIBRARY_DIR", str(ROOT / ".build/lib"))
ENVIRONMENT = {**os.environ, "LD_LIBRARY_PATH": LIBRARY}
failed = 0


def test(check):
    global failed
    try:
        check()
        print(f"ok - {check.__doc__}", flush=True)
    except Exception as problem:
        failed += 1
        print(f"not ok - {check.__doc__}: {problem!r}", flush=True)
    finally:
        for id in ids("all"):
            ask("DELETE", f"/{id}")


def ask(method, path, body=None):
    request = urllib.request.Request(
        f"http://{os.environ['OSB_TEST_DOMAIN']}/v1/sandboxes{path}", method=method, data=body and json.dumps(body).encode(),
        headers={"OPEN-SANDBOX-API-KEY": os.environ["OSB_TEST_API_KEY"], "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or "null")


def create(image="ubuntu:24.04", **metadata):
    return ask("POST", "", {"image": {"uri": image}, "entrypoint": ["sleep", "1000"], "timeout": 300, "metadata": {"suite": "all", **metadata},
                            "resourceLimits": {"cpu": "1"}})["id"]


def ids(suite):
    return [item["id"] for item in ask("GET", f"?pageSize=200&metadata=suite%3D{suite}")["items"]]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def on_a_terminal(*arguments):
    """What it writes on a terminal, both of its outputs together."""
    main, terminal = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], env=ENVIRONMENT, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    written = b""
    try:
        while piece := os.read(main, 4096):
            written += piece
    except OSError:
        pass  # the other side is closed
    os.close(main)
    return process.wait(), written.decode()


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r}, expected {expected!r}")


def plain_lines():
    """plain lines, tabs between their fields"""
    first, second = create(team="red"), create(team="blue")
    code, out, err = run("--label", "suite=all")
    equal((code, err), (0, ""))
    rows = {line.split("\t")[0]: line.split("\t") for line in out.splitlines()}
    equal(rows.keys(), {first, second})
    equal(rows[first][1], "Running")
    equal(rows[first][2][-1], "s")
    equal(rows[first][3], "ubuntu:24.04")
    equal(sorted(rows[first][4].split()), ["suite=all", "team=red"])


def filters():
    """states and labels choose"""
    first, second = create(team="red"), create(team="blue")
    ask("POST", f"/{second}/pause")
    equal(run("--label", "suite=all", "--label", "team=red")[1].split("\t")[0], first)
    equal(run("--label", "suite=all", "--state", "Paused")[1].split("\t")[0], second)
    equal(len(run("--label", "suite=all", "--state", "Paused", "--state", "Running")[1].splitlines()), 2)
    equal(run("--label", "suite=none")[:2], (0, ""))


def old_ones():
    """old ones are ended and told, younger ones stay"""
    several = {create(), create()}
    equal(run("--label", "suite=all", "--kill-older-than", "1d")[:2], (0, ""))
    code, out, _ = run("--label", "suite=all", "--kill-older-than", "0s", "--dry-run")
    equal((code, {line.split("\t")[0] for line in out.splitlines()}), (0, several))
    equal(set(ids("all")), several)
    code, out, _ = run("--label", "suite=all", "--kill-older-than", "0s")
    equal((code, {line.split("\t")[0] for line in out.splitlines()}), (0, several))
    equal(ids("all"), [])


def terminal():
    """a table with a heading and a line of progress on a terminal"""
    id = create(team="red")
    code, written = on_a_terminal("--label", "suite=all")
    equal(code, 0)
    if "reading 1" not in written:
        raise AssertionError(f"no progress in {written!r}")
    heading, row = written.rsplit("\033[K", 1)[1].splitlines()
    equal(heading.split(), ["ID", "STATE", "AGE", "IMAGE", "METADATA"])
    equal(row.split()[:2], [id, "Running"])
    equal(heading.index("STATE"), row.index("Running"))


def harmless():
    """nothing a server says steers the terminal"""
    create(image="evil\033[31m\n\tname")
    equal(run("--label", "suite=all")[1].split("\t")[3], "evil?[31m??name:latest")


def refusals():
    """what makes no sense is refused, and a server's error is told"""
    for arguments in (["--what"], ["--state"], ["--label", "x"], ["--label", "=x"], ["--kill-older-than", "1"], ["--kill-older-than", "-1s"],
                      ["--kill-older-than", "1w"], ["--kill-older-than", "99999999999999999999s"], ["--kill-older-than", ""], ["1d"]):
        code, out, err = run(*arguments)
        equal((code, out, "--kill-older-than AGE" in err), (2, "", True))
    equal(run("--help")[0], 0)
    ENVIRONMENT["OPEN_SANDBOX_API_KEY"] = "wrong"
    code, out, err = run()
    ENVIRONMENT["OPEN_SANDBOX_API_KEY"] = os.environ["OPEN_SANDBOX_API_KEY"]
    equal((code, out), (1, ""))
    if "osb-ls: " not in err:
        raise AssertionError(err)


with tempfile.TemporaryDirectory() as folder:
    PROGRAM = Path(folder) / "osb-ls"
    subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{ROOT}/include", ROOT / "Tools/osb-ls/osb-ls.c",
                    f"-L{LIBRARY}", "-lopensandbox", "-o", PROGRAM], check=True)
    for check in (plain_lines, filters, old_ones, terminal, harmless, refusals):
        test(check)
sys.exit(1 if failed else 0)
