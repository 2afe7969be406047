#!/usr/bin/env python3
"""osb-cp, the example that copies files: both ways, through pipes, whole directories, and the bar on a terminal."""
import json
import os
import pty
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "built"))
from check import ROOT, WATCHDOG_SECONDS, expect, output, run, test  # noqa: E402

LIBRARY = os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib")
ENVIRONMENT = {**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)}


def new_sandbox():
    request = {"image": {"uri": "ubuntu:24.04"}, "entrypoint": ["tail", "-f", "/dev/null"], "resourceLimits": {"cpu": "1", "memory": "512Mi"}, "timeout": 600}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    call = urllib.request.Request(f"http://{os.environ['OPEN_SANDBOX_DOMAIN']}/v1/sandboxes", json.dumps(request).encode(),
                                  {"Content-Type": "application/json", "OPEN-SANDBOX-API-KEY": os.environ["OPEN_SANDBOX_API_KEY"]})
    with opener.open(call) as answer:
        return json.load(answer)["id"]


def built(folder):
    program = folder / "osb-cp"
    flags = "-std=c11 -D_GNU_SOURCE -Wall -Wextra -pedantic -Werror".split()
    output("cc", *flags, f"-I{ROOT}/include", ROOT / "Tests/c/osb-cp.c", f"-L{LIBRARY}", "-lopensandbox", "-o", program)
    return program


def copy(folder, *arguments, **options):
    return subprocess.run([built(folder), *arguments], env=ENVIRONMENT, cwd=folder, capture_output=True, timeout=WATCHDOG_SECONDS, **options)


def expect_copied(done):
    expect(done.returncode == 0, f"exit code {done.returncode}: {done.stderr.decode()}")
    expect(done.stderr == b"", f"without a terminal it says {done.stderr}")


@test
def a_file_goes_there_and_back(folder):
    content = os.urandom(3_000_000)
    (folder / "here").write_bytes(content)
    (folder / "here").chmod(0o640)
    expect_copied(copy(folder, "-p", "here", f"{SANDBOX}:/tmp/there"))
    expect_copied(copy(folder, "-p", f"{SANDBOX}:/tmp/there", "back"))
    expect((folder / "back").read_bytes() == content, "something else came back")
    expect((folder / "back").stat().st_mode & 0o777 == 0o640, "it came back with another mode")


@test
def standard_input_and_output(folder):
    expect_copied(copy(folder, "-", f"{SANDBOX}:/tmp/piped", input=b"through a pipe"))
    done = copy(folder, f"{SANDBOX}:/tmp/piped", "-")
    expect_copied(done)
    expect(done.stdout == b"through a pipe", f"it prints {done.stdout}")


@test
def a_directory_goes_there_and_back(folder):
    (folder / "tree/sub").mkdir(parents=True)
    (folder / "tree/sub/file").write_text("in it")
    (folder / "tree/link").symlink_to("sub/file")
    expect_copied(copy(folder, "-r", "tree", f"{SANDBOX}:/tmp/tree"))
    expect_copied(copy(folder, "-r", f"{SANDBOX}:/tmp/tree", "back"))
    output("diff", "-r", "--no-dereference", folder / "tree", folder / "back")


@test
def a_bar_on_a_terminal(folder):
    (folder / "here").write_bytes(bytes(3_000_000))
    terminal, other_end = pty.openpty()
    done = subprocess.run([built(folder), "here", f"{SANDBOX}:/tmp/barred"], env=ENVIRONMENT, cwd=folder, stderr=other_end, timeout=WATCHDOG_SECONDS)
    os.close(other_end)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)
    expect(done.returncode == 0, f"exit code {done.returncode}: {shown}")
    expect("[" + "#" * 30 + "] 100% 2.9 MiB" in shown, f"it shows {shown!r}")


@test
def a_failure_is_told_and_leaves_nothing(folder):
    done = copy(folder, f"{SANDBOX}:/no/such/file", "target")
    expect(done.returncode == 1 and b"no such file or directory" in done.stderr, f"{done.returncode}: {done.stderr}")
    expect(sorted(entry.name for entry in folder.iterdir()) == ["osb-cp"], "something is left")


@test
def an_interrupt_gives_up_and_leaves_nothing(folder):
    program = built(folder)
    reading, writing = os.pipe()
    process = subprocess.Popen([program, "-", f"{SANDBOX}:/tmp/interrupted"], env=ENVIRONMENT, stdin=reading, stderr=subprocess.PIPE)
    # More than the pipe holds: once it is written, the copy is on its way, and waits for the rest.
    os.write(writing, bytes(1_000_000))
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=WATCHDOG_SECONDS)[1]
    os.close(reading)
    os.close(writing)
    expect(process.returncode == 1 and b"cancelled" in said, f"{process.returncode}: {said}")


@test
def what_makes_no_sense(folder):
    for arguments in (["a"], ["a", "b"], [f"{SANDBOX}:/a", f"{SANDBOX}:/b"], ["-x", "a", f"{SANDBOX}:/b"]):
        done = copy(folder, *arguments)
        expect(done.returncode == 2 and b"usage" in done.stderr, f"{arguments}: {done.returncode}, {done.stderr}")


if "OPEN_SANDBOX_DOMAIN" not in os.environ:
    server = str(ROOT / "Tools/local-server/with_server.py")
    os.execv(server, [server, sys.executable, *sys.argv])
SANDBOX = new_sandbox()
run()
