#!/usr/bin/env python3
"""Compiles each example as a user would, runs it against the server that the environment names, and compares what it prints.

Run it beside a local server: Tools/local-server/with_server.py Tests/examples/run.py
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIBRARY = os.environ.get("OSB_LIBRARY_DIR", str(ROOT / ".build/lib"))
# Sandboxes of the local server share the host's ports.
PORT = str(20000 + os.getpid() % 20000)

EXPECTED = {
    "lifecycle": r"Running, 300 s in all\nPaused, 18\d\d s in all\nRunning, 18\d\d s in all\nended\n",
    "health_check": r"healthy: 1, asked more than once: 1\n",
    "streaming": r"err: warning\nout: line 1\nout: line 2\nout: line 3\nstopped: 1, by 7\n",
    "administration": r"server \d+\.\d+\.\d+\n3 renewed and labelled\n3 ended\n",
    "network_policy": r"unreachable\n",
    "port_forwarding": r"200 hello from inside\nat http://\S+\n",
    "error_handling": r"no image: OSB_ERR_INVALID_ARGUMENT, field image\n"
                      r"too short a life: OSB_ERR_VALIDATION, field timeout, HTTP 422\n"
                      r"no such sandbox: OSB_ERR_NOT_FOUND, code DOCKER::SANDBOX_NOT_FOUND, HTTP 404\n"
                      r"cleaned up: 1\nnot ready in time: OSB_ERR_DEADLINE\n",
}
ARGUMENTS = {"port_forwarding": [PORT]}


def main():
    failed = 0
    environment = {**os.environ, "LD_LIBRARY_PATH": LIBRARY}
    with tempfile.TemporaryDirectory() as folder:
        sources = {path.stem: path for path in HERE.glob("*.c")}
        if sources.keys() != EXPECTED.keys():
            print(f"not ok - every example has its output: {sorted(sources.keys() ^ EXPECTED.keys())}")
            failed += 1
        for name, expected in EXPECTED.items():
            program = Path(folder) / name
            compiled = subprocess.run(
                ["cc", "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{ROOT}/include", sources[name], f"-L{LIBRARY}", "-lopensandbox",
                 "-o", program], capture_output=True, text=True)
            if compiled.returncode != 0:
                print(f"not ok - {name}: {compiled.stderr.splitlines()[:1]}")
                failed += 1
                continue
            ran = subprocess.run([program, *ARGUMENTS.get(name, [])], env=environment, capture_output=True, text=True, timeout=120)
            if ran.returncode == 0 and re.fullmatch(expected, ran.stdout) and not ran.stderr:
                print(f"ok - example {name}", flush=True)
            else:
                print(f"not ok - example {name}: exit code {ran.returncode}, {ran.stdout!r}, {ran.stderr!r}", flush=True)
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
