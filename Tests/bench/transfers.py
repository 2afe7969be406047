#!/usr/bin/env python3
"""What a file costs each way beside libcurl alone: the same bytes moved by both, in turn, to and from a server in C that is not the bottleneck,
and once more with 20 ms of delay each way from the fault proxy.

    Tests/bench/transfers.py [ROUNDS] [MEBIBYTES]

A figure is the median of the rounds; so is each ratio, which is taken within a round. Peak memory is beyond that of the idle client.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build/bench"
LIBRARY = ROOT / ".build/lib"
PLAIN, OURS = "transfer_plain", "transfer_library"
# Over the proxy, a Python program, fewer bytes are enough to tell.
DELAYED_MEBIBYTES = 256
DELAY_MS = 20

SANDBOX = """\
on POST /v1/sandboxes
  respond 202 application/json {{'id':'sb-1','status':{{'state':'Running'}}}}
on GET /v1/sandboxes/*/endpoints/*
  respond 200 application/json {{'endpoint':'127.0.0.1:{port}'}}
"""


def main():
    if "OSB_SCRIPTED_PORT" not in os.environ:
        servers = str(ROOT / "Tools/faults/with_servers.py")
        os.execv(servers, [servers, sys.executable, *sys.argv])
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    mebibytes = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
    compile_programs()
    print(f"| median of {rounds} | plain libcurl | libopensandbox | ratio |")
    print("|---|---:|---:|---:|")
    compare(rounds, mebibytes, f"{mebibytes} MiB", delayed=False)
    compare(rounds, DELAYED_MEBIBYTES, f"{DELAYED_MEBIBYTES} MiB, {DELAY_MS} ms of delay", delayed=True)


def compile_programs():
    BUILD.mkdir(parents=True, exist_ok=True)
    flags = "-std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -pedantic -Werror".split()
    for name, link in {PLAIN: ["-lcurl"], OURS: [f"-L{LIBRARY}", "-lopensandbox"], "transfer_sink": ["-lpthread"]}.items():
        subprocess.run(["cc", *flags, f"-I{ROOT}/include", f"{ROOT}/Tests/bench/{name}.c", *link, "-o", BUILD / name], check=True)


def compare(rounds, mebibytes, title, delayed):
    size = mebibytes << 20
    with tempfile.NamedTemporaryFile() as file, sink(size) as (port, _), proxied(port, delayed) as port:
        file.truncate(size)
        define("transfers", SANDBOX.format(port=port))
        domains = {PLAIN: f"127.0.0.1:{port}", OURS: f"127.0.0.1:{os.environ['OSB_SCRIPTED_PORT']}/s/transfers"}
        done = []
        for number in range(rounds):
            order = [PLAIN, OURS] if number % 2 == 0 else [OURS, PLAIN]
            done.append({name: measure(name, domains[name], file.name) for name in order})
            moved = done[-1][OURS]
            if moved["up_bytes"] != size or moved["down_bytes"] != size:
                sys.exit(f"{moved['up_bytes']} bytes went up and {moved['down_bytes']} came down")
    for way, words in (("up", "upload"), ("down", "download")):
        plain, ours = ([figures[name][f"{way}_wall"] for figures in done] for name in (PLAIN, OURS))
        row(f"{title}: {words}, MiB/s", [mebibytes / wall * 1000 for wall in plain], [mebibytes / wall * 1000 for wall in ours], ".0f")
        row(f"{title}: {words}, CPU ms", *([figures[name][f"{way}_cpu"] for figures in done] for name in (PLAIN, OURS)), ".0f")
        row(f"{title}: {words}, peak MiB", *([figures[name][f"{way}_peak"] for figures in done] for name in (PLAIN, OURS)), ".2f")


def row(title, plain, ours, form):
    ratio = statistics.median(mine / theirs if theirs else 0 for mine, theirs in zip(ours, plain))
    print(f"| {title} | {statistics.median(plain):{form}} | {statistics.median(ours):{form}} | {ratio:.2f} |", flush=True)


def measure(name, domain, file):
    output = subprocess.run([BUILD / name, domain, file], env={**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)}, check=True,
                            stdout=subprocess.PIPE, text=True, timeout=600).stdout
    return {name: float(value) for name, value in map(str.split, output.splitlines())}


class sink:
    """The server in C, and its port."""

    def __init__(self, size):
        self._process = subprocess.Popen([BUILD / "transfer_sink", str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return int(self._process.stdout.readline()), self._process

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()


class proxied:
    """The fault proxy before a port, or nothing."""

    def __init__(self, port, delayed):
        self._port, self._process = port, None
        if not delayed:
            return
        self._folder = tempfile.TemporaryDirectory()
        files = [f"{self._folder.name}/{name}" for name in ("port", "control")]
        self._process = subprocess.Popen(
            [ROOT / "Tools/faults/fault_proxy.py", "--upstream", f"127.0.0.1:{port}", "--port-file", files[0], "--control-port-file", files[1],
             "--exit-at-eof"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._process.stdout.readline()
        self._port, control = (int(Path(file).read_text()) for file in files)
        call(control, "/_control/faults", f"latency {DELAY_MS}\n")

    def __enter__(self):
        return self._port

    def __exit__(self, *_):
        if self._process:
            self._process.stdin.close()
            self._process.wait()
            self._folder.cleanup()


def define(name, script):
    call(int(os.environ["OSB_SCRIPTED_PORT"]), f"/_control/script/{name}", script)


def call(port, path, body):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(urllib.request.Request(f"http://127.0.0.1:{port}{path}", body.encode(), method="PUT")).close()


if __name__ == "__main__":
    main()
