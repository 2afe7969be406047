#!/usr/bin/env python3
"""osb-ls, the example that lists sandboxes: plain lines, a table on a terminal, and the end of old ones."""
import json
import os
import pty
import subprocess
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "built"))
from check import ROOT, WATCHDOG_SECONDS, expect, output, run, test  # noqa: E402

LIBRARY = os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib")
ENVIRONMENT = {**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)}


def ask(method, path, body=None):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(
        f"http://{os.environ['OPEN_SANDBOX_DOMAIN']}/v1/sandboxes{path}", method=method, data=body and json.dumps(body).encode(),
        headers={"OPEN-SANDBOX-API-KEY": os.environ["OPEN_SANDBOX_API_KEY"], "Content-Type": "application/json"})
    with opener.open(request) as answer:
        return json.loads(answer.read() or "null")


def built(folder):
    program = folder / "osb-ls"
    if not program.exists():
        flags = "-std=c11 -D_GNU_SOURCE -Wall -Wextra -pedantic -Werror".split()
        output("cc", *flags, f"-I{ROOT}/include", ROOT / "Tests/c/osb-ls.c", f"-L{LIBRARY}", "-lopensandbox", "-o", program)
    return program


def create(image="ubuntu:24.04", **metadata):
    return ask("POST", "", {"image": {"uri": image}, "entrypoint": ["sleep", "1000"], "timeout": 300, "metadata": {"suite": "all", **metadata},
                            "resourceLimits": {"cpu": "1"}})["id"]


def ids(suite):
    return [item["id"] for item in ask("GET", f"?pageSize=200&metadata=suite%3D{suite}")["items"]]


def run_in(folder, *arguments):
    done = subprocess.run([built(folder), *arguments], env=ENVIRONMENT, capture_output=True, text=True, timeout=WATCHDOG_SECONDS)
    return done.returncode, done.stdout, done.stderr


def on_a_terminal(folder, *arguments):
    """What it writes on a terminal, both of its outputs together."""
    main, terminal = pty.openpty()
    process = subprocess.Popen([built(folder), *arguments], env=ENVIRONMENT, stdin=terminal, stdout=terminal, stderr=terminal)
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
    expect(actual == expected, f"{actual!r}, expected {expected!r}")


def forget():
    for id in ids("all"):
        ask("DELETE", f"/{id}")


@test
def plain_lines_with_tabs_between_their_fields(folder):
    forget()
    first, second = create(team="red"), create(team="blue")
    code, out, err = run_in(folder, "--label", "suite=all")
    equal((code, err), (0, ""))
    rows = {line.split("\t")[0]: line.split("\t") for line in out.splitlines()}
    equal(rows.keys(), {first, second})
    equal(rows[first][1], "Running")
    equal(rows[first][2][-1], "s")
    equal(rows[first][3], "ubuntu:24.04")
    equal(sorted(rows[first][4].split()), ["suite=all", "team=red"])


@test
def states_and_labels_choose(folder):
    forget()
    first, second = create(team="red"), create(team="blue")
    ask("POST", f"/{second}/pause")
    equal(run_in(folder, "--label", "suite=all", "--label", "team=red")[1].split("\t")[0], first)
    equal(run_in(folder, "--label", "suite=all", "--state", "Paused")[1].split("\t")[0], second)
    equal(len(run_in(folder, "--label", "suite=all", "--state", "Paused", "--state", "Running")[1].splitlines()), 2)
    equal(run_in(folder, "--label", "suite=none")[:2], (0, ""))


@test
def old_ones_are_ended_and_told_and_younger_ones_stay(folder):
    forget()
    several = {create(), create()}
    equal(run_in(folder, "--label", "suite=all", "--kill-older-than", "1d")[:2], (0, ""))
    code, out, _ = run_in(folder, "--label", "suite=all", "--kill-older-than", "0s", "--dry-run")
    equal((code, {line.split("\t")[0] for line in out.splitlines()}), (0, several))
    equal(set(ids("all")), several)
    code, out, _ = run_in(folder, "--label", "suite=all", "--kill-older-than", "0s")
    equal((code, {line.split("\t")[0] for line in out.splitlines()}), (0, several))
    equal(ids("all"), [])


@test
def a_table_and_a_line_of_progress_on_a_terminal(folder):
    forget()
    id = create(team="red")
    code, written = on_a_terminal(folder, "--label", "suite=all")
    equal(code, 0)
    expect("reading 1" in written, f"no progress in {written!r}")
    heading, row = written.rsplit("\033[K", 1)[1].splitlines()
    equal(heading.split(), ["ID", "STATE", "AGE", "IMAGE", "METADATA"])
    equal(row.split()[:2], [id, "Running"])
    equal(heading.index("STATE"), row.index("Running"))


@test
def nothing_a_server_says_steers_the_terminal(folder):
    forget()
    create(image="evil\033[31m\n\tname")
    equal(run_in(folder, "--label", "suite=all")[1].split("\t")[3], "evil?[31m??name:latest")


@test
def what_makes_no_sense_is_refused_and_a_servers_error_is_told(folder):
    forget()
    for arguments in (["--what"], ["--state"], ["--label", "x"], ["--label", "=x"], ["--kill-older-than", "1"], ["--kill-older-than", "-1s"],
                      ["--kill-older-than", "1w"], ["--kill-older-than", "99999999999999999999s"], ["--kill-older-than", ""], ["1d"]):
        code, out, err = run_in(folder, *arguments)
        equal((code, out, "--kill-older-than AGE" in err), (2, "", True))
    equal(run_in(folder, "--help")[0], 0)
    ENVIRONMENT["OPEN_SANDBOX_API_KEY"] = "wrong"
    code, out, err = run_in(folder)
    ENVIRONMENT["OPEN_SANDBOX_API_KEY"] = os.environ["OPEN_SANDBOX_API_KEY"]
    equal((code, out), (1, ""))
    expect("osb-ls: " in err, err)


if "OPEN_SANDBOX_DOMAIN" not in os.environ:
    server = str(ROOT / "Tools/local-server/with_server.py")
    os.execv(server, [server, sys.executable, *sys.argv])
run()
