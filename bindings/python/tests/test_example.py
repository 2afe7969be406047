#!/usr/bin/env python3
"""The example and the raw layer against the server named by OPEN_SANDBOX_DOMAIN and OPEN_SANDBOX_API_KEY.

OSB_TEST_IMAGE names the image, OPENSANDBOX_LIBRARY the library.
"""

import os
import pathlib
import subprocess
import sys
import urllib.error
import urllib.request
from ctypes import POINTER, byref, c_size_t, string_at

PYTHON = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PYTHON))

if "OPEN_SANDBOX_DOMAIN" not in os.environ:
    sys.exit("OPEN_SANDBOX_DOMAIN names no server to test against")

from opensandbox_native import call, raw  # noqa: E402

IMAGE = os.environ.get("OSB_TEST_IMAGE", "ubuntu:24.04")
failed = 0


def test(check):
    global failed
    try:
        check()
        print(f"ok - {check.__doc__}", flush=True)
    except Exception as problem:
        failed += 1
        print(f"not ok - {check.__doc__}: {problem!r}", flush=True)


def status_of(sandbox):
    """The HTTP status with which the server answers for a sandbox."""
    protocol = os.environ.get("OPEN_SANDBOX_PROTOCOL", "http")
    request = urllib.request.Request(f"{protocol}://{os.environ['OPEN_SANDBOX_DOMAIN']}/v1/sandboxes/{sandbox}",
                                     headers={"OPEN-SANDBOX-API-KEY": os.environ.get("OPEN_SANDBOX_API_KEY", "")})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@test
def the_example():
    """the example prints the command's lines and its exit code, and ends its sandbox"""
    run = subprocess.run([sys.executable, PYTHON / "example.py", IMAGE, "echo one; echo two; exit 3"],
                         capture_output=True, text=True, timeout=300)
    first, *rest = run.stdout.splitlines() or [""]
    assert run.returncode == 0 and rest == ["one", "two", "exit code 3"], (run.returncode, run.stdout, run.stderr)
    word, sandbox = first.split()
    assert word == "sandbox" and status_of(sandbox) == 404, first


@test
def a_failing_example():
    """the example says why it failed"""
    run = subprocess.run([sys.executable, PYTHON / "example.py", ""], capture_output=True, text=True, timeout=300)
    assert run.returncode == 1 and "OSB_ERR_INVALID_ARGUMENT" in run.stderr, (run.returncode, run.stderr)


@test
def the_asyncio_example():
    """the asyncio example prints the lines of commands that run at once, each command's in order, and their exit codes"""
    # The first command ends when the second has said something: they do run at once.
    commands = ["echo one; until [ -e /tmp/said ]; do sleep 0.05; done; echo three; exit 4", "echo two >&2; touch /tmp/said; exit 5"]
    run = subprocess.run([sys.executable, PYTHON / "example_asyncio.py", IMAGE, *commands], capture_output=True, text=True, timeout=300)
    lines = run.stdout.splitlines()
    assert run.returncode == 0 and lines[-1:] == ["exit codes 4 5"], (run.returncode, run.stdout, run.stderr)
    assert sorted(lines[:-1]) == ["0: one", "0: three", "1: two"] and lines.index("0: one") < lines.index("0: three"), lines


@test
def output_comes_while_the_command_runs():
    """a line arrives while its command is running: the command ends only after the callback let it"""
    client, sandbox, result = POINTER(raw.osb_client)(), POINTER(raw.osb_sandbox)(), POINTER(raw.osb_result)()
    call(raw.osb_client_new, None, byref(client))
    options = raw.osb_create_options_new()
    call(raw.osb_create_options_set_image, options, IMAGE.encode())
    call(raw.osb_sandbox_create, client, options, None, byref(sandbox))
    raw.osb_create_options_free(options)
    lines = []
    problems = []

    @raw.osb_output_fn
    def on_line(data, size, user_data):
        try:
            lines.append(string_at(data, size).decode())
            if lines == ["waiting"]:
                inner = POINTER(raw.osb_result)()
                call(raw.osb_command_run, sandbox, b"touch /tmp/go", None, None, byref(inner))
                raw.osb_result_free(inner)
            return 0
        except Exception as problem:
            problems.append(problem)
            return 1

    how = raw.osb_command_options_new()
    call(raw.osb_command_options_on_stdout, how, on_line, None, raw.osb_release_fn())
    try:
        call(raw.osb_command_run, sandbox, b"echo waiting; until [ -e /tmp/go ]; do sleep 0.1; done; echo gone", how, None,
             byref(result))
        ended, code = raw.osb_result_ended(result), raw.osb_result_exit_code(result)
        size = c_size_t()
        collected = string_at(raw.osb_result_stdout(result, byref(size)), size.value)
    finally:
        raw.osb_result_free(result)
        raw.osb_command_options_free(how)
        call(raw.osb_sandbox_kill, sandbox, None)
        raw.osb_sandbox_free(sandbox)
        raw.osb_client_free(client)
    assert not problems and lines == ["waiting", "gone"], (problems, lines)
    assert ended == raw.osb_ended.EXITED and code == 0 and collected == b"waiting\ngone\n", (ended, code, collected)


sys.exit(failed > 0)
