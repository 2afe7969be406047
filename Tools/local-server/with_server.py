#!/usr/bin/env python3
"""Runs a command beside a local server of its own, which OPEN_SANDBOX_* and OSB_TEST_* in the command's environment name.

    with_server.py COMMAND [ARGUMENT ...]

The server is OSB_LOCAL_SERVER, or the one the Makefile builds; it stops with the command. OSB_TEST_HOST_PATH names a folder that its
sandboxes may mount.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "local-test-key"


def main():
    server = os.environ.get("OSB_LOCAL_SERVER", str(ROOT / ".build/local-server/release/opensandbox-local"))
    with tempfile.TemporaryDirectory() as folder:
        port_file, shared = Path(folder) / "port", Path(folder) / "shared"
        shared.mkdir()
        process = subprocess.Popen([server, "--port", "0", "--port-file", str(port_file), "--api-key", KEY, "--allow-host-path", str(shared), "--quiet"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        try:
            # The server prints one line when it is ready, after it has written the file, and as it is quiet no more: nobody would read it.
            if not process.stdout.readline():
                return process.wait() or 1
            domain = f"127.0.0.1:{port_file.read_text().strip()}"
            values = {"DOMAIN": domain, "PROTOCOL": "http", "API_KEY": KEY}
            environment = dict(os.environ, OSB_TEST_IMAGE="ubuntu:24.04", OSB_TEST_HOST_PATH=str(shared))
            for name, value in values.items():
                environment[f"OPEN_SANDBOX_{name}"] = environment[f"OSB_TEST_{name}"] = value
            return subprocess.run(sys.argv[1:], env=environment).returncode
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
