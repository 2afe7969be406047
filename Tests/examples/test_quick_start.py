#!/usr/bin/env python3
"""One example a section of the official quick start, each compiled as a user would and run beside a local server: what they print."""
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "built"))
from check import ROOT, expect, output, run, test  # noqa: E402

LIBRARY = os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib")
# Sandboxes of the local server share the host's ports.
PORT = 20000 + os.getpid() % 20000


def expect_printed(folder, name, expected, *arguments):
    program = folder / name
    flags = "-std=c99 -Wall -Wextra -pedantic -Werror".split()
    output("cc", *flags, f"-I{ROOT}/include", ROOT / f"Tests/c/example_{name}.c", f"-L{LIBRARY}", "-lopensandbox", "-o", program)
    printed = output(program, *arguments, env={**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)})
    expect(re.fullmatch(expected, printed), f"it prints {printed!r}")


@test
def lifecycle(folder):
    expect_printed(folder, "lifecycle", r"Running, 300 s in all\nPaused, 18\d\d s in all\nRunning, 18\d\d s in all\nended\n")


@test
def health_checks(folder):
    expect_printed(folder, "health_check", r"healthy: 1, asked more than once: 1\n")


@test
def streaming(folder):
    expect_printed(folder, "streaming", r"err: warning\nout: line 1\nout: line 2\nout: line 3\nstopped: 1, by 7\n")


@test
def administration(folder):
    expect_printed(folder, "administration", r"server \d+\.\d+\.\d+\n3 renewed and labelled\n3 ended\n")


@test
def network_policies(folder):
    expect_printed(folder, "network_policy", r"unreachable\n")


@test
def port_forwarding(folder):
    expect_printed(folder, "port_forwarding", r"200 hello from inside\nat http://\S+\n", str(PORT))


@test
def error_handling(folder):
    expect_printed(folder, "error_handling",
                   r"no image: OSB_ERR_INVALID_ARGUMENT, field image\n"
                   r"too short a life: OSB_ERR_VALIDATION, field timeout, HTTP 422\n"
                   r"no such sandbox: OSB_ERR_NOT_FOUND, code DOCKER::SANDBOX_NOT_FOUND, HTTP 404\n"
                   r"cleaned up: 1\nnot ready in time: OSB_ERR_DEADLINE\n")


if "OPEN_SANDBOX_DOMAIN" not in os.environ:
    server = str(ROOT / "Tools/local-server/with_server.py")
    os.execv(server, [server, sys.executable, *sys.argv])
run()
