#!/usr/bin/env python3
"""What the library costs beside libcurl alone: the same work done by both, in turn, against the scripted server on loopback.

    Tests/bench/run.py [ROUNDS]

A figure is the median of the rounds; so is each ratio, which is taken within a round, so that a busy machine touches both alike.
The wire carries no more than the scripted server, a Python program, can write: rates tell of it as much as of the clients.
"""
import os
import statistics
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build/bench"
LIBRARY = ROOT / ".build/lib"
PLAIN, OURS = "plain", "library"
LINES = 200_000
# How often in a round. A command costs libcurl alone the second for which the stream is held open.
COUNTS = {"unary": {PLAIN: 1000, OURS: 1000}, "true": {PLAIN: 2, OURS: 21}, "stream": {PLAIN: 1, OURS: 1}, "idle": {PLAIN: 1000, OURS: 1000}}
# So many streams at once, each with a line every so many milliseconds: as many lines a second from the many as from the few.
FEW, MANY = 10, 1000
MANY_PAUSE, FEW_PAUSE, SECONDS = 200, 2, 4
PIECES_OF_16_KB = 200

SANDBOX = """\
on POST /v1/sandboxes
  respond 202 application/json {'id':'sb-1','status':{'state':'Running'}}
on GET /v1/sandboxes/*/endpoints/*
  respond 200 application/json {'endpoint':'$BASE/execd'}
on GET /execd/ping
  respond 200
on POST /execd/command
  head 200 text/event-stream chunked
  event {'type':'init','text':'cmd-1','timestamp':1795412199182}
"""
COMPLETE = "  event {'type':'execution_complete','execution_time':5,'timestamp':1795412199183}\n"


def stream(pieces):
    """An event a line, as the daemon frames them; so many in a write."""
    line = "{'type':'stdout','text':'line $I','timestamp':1795412199182}"
    return SANDBOX + f"  repeat {LINES} pieces {pieces} event {line}\n" + COMPLETE


def steady(pause):
    """A line an event, an event a write, with a pause after each."""
    line = "{'type':'stdout','text':'line $I','timestamp':1795412199182}"
    return SANDBOX + f"  repeat {SECONDS * 1000 // pause} every {pause} event {line}\n" + COMPLETE


SCRIPTS = {
    "sandbox": SANDBOX + COMPLETE + "  tail 1000\n",
    "idle": SANDBOX + "  event {'type':'stdout','text':'idle from here','timestamp':1795412199182}\n  stall\n",
    "few": steady(FEW_PAUSE),
    "many": steady(MANY_PAUSE),
    "lines": stream(1),
    "blocks": stream(PIECES_OF_16_KB),
}


def main():
    if "OSB_SCRIPTED_PORT" not in os.environ:
        servers = str(ROOT / "Tools/faults/with_servers.py")
        os.execv(servers, [servers, sys.executable, *sys.argv])
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compile_programs()
    for name, script in SCRIPTS.items():
        url = f"http://127.0.0.1:{os.environ['OSB_SCRIPTED_PORT']}/_control/script/bench-{name}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(urllib.request.Request(url, script.encode(), method="PUT")).close()
    done = [one_round(number) for number in range(rounds)]
    print_table(done)


def compile_programs():
    BUILD.mkdir(parents=True, exist_ok=True)
    flags = "-std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -pedantic -Werror".split()
    for name, link in {PLAIN: ["-lcurl"], OURS: [f"-L{LIBRARY}", "-lopensandbox"]}.items():
        subprocess.run(["cc", *flags, f"-I{ROOT}/include", f"{ROOT}/Tests/bench/{name}.c", *link, "-o", BUILD / name], check=True)


def one_round(number):
    """What both measured: {work: {contestant: {name: value}}}. Who begins changes with every round."""
    contestants = [PLAIN, OURS] if number % 2 == 0 else [OURS, PLAIN]
    work = {"unary": ("sandbox", "unary"), "true": ("sandbox", "true"), "lines": ("lines", "stream"), "blocks": ("blocks", "stream"),
            "idle": ("idle", "idle")}
    figures = {}
    for name, (script, kind) in work.items():
        figures[name] = {contestant: measure(contestant, script, kind) for contestant in contestants}
    crowds = [("few", FEW), ("many", MANY)]
    for name, count in crowds if number % 2 == 0 else reversed(crowds):
        figures[name] = measure(OURS, name, "many", count)
    for name in ("lines", "blocks"):
        if figures[name][OURS]["lines"] != LINES:
            sys.exit(f"{figures[name][OURS]['lines']} lines arrived")
        for contestant in contestants:
            # The same stream for both: its bytes are counted by the one that takes them as they are.
            figures[name][contestant]["rate"] = figures[name][PLAIN]["bytes"] / figures[name][contestant]["wall"] / 1000
    return figures


def measure(contestant, script, kind, count=None):
    domain = f"127.0.0.1:{os.environ['OSB_SCRIPTED_PORT']}/s/bench-{script}"
    output = subprocess.run([BUILD / contestant, domain, kind, str(count or COUNTS[kind][contestant])], env={**os.environ, "LD_LIBRARY_PATH": str(LIBRARY)},
                            check=True, stdout=subprocess.PIPE, text=True, timeout=60).stdout
    return {name: float(value) for name, value in map(str.split, output.splitlines())}


def print_table(rounds):
    rows = [
        ("unary call: round trip", "unary", "round_trip", 1000, "us"),
        ("unary call: CPU", "unary", "cpu", 1000, "us"),
        ("`true`: its terminal event arrives after", "true", "terminal", 1, "ms"),
        ("`true`: the call returns after", "true", "finished", 1, "ms"),
        (f"{LINES:,} lines, one a write: CPU", "lines", "cpu", 1, "ms"),
        (f"{LINES:,} lines, one a write: rate", "lines", "rate", 1, "MB/s"),
        (f"{LINES:,} lines, 16 KB a write: CPU", "blocks", "cpu", 1, "ms"),
        (f"{LINES:,} lines, 16 KB a write: rate", "blocks", "rate", 1, "MB/s"),
        ("an idle stream: memory", "idle", "memory", 1, "KiB"),
    ]
    print(f"| median of {len(rounds)} | plain libcurl | libopensandbox | ratio |")
    print("|---|---:|---:|---:|")
    for title, work, name, scale, unit in rows:
        plain = [figures[work][PLAIN][name] for figures in rounds]
        ours = [figures[work][OURS][name] for figures in rounds]
        ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, plain))
        print(f"| {title} | {statistics.median(plain) * scale:.1f} {unit} | {statistics.median(ours) * scale:.1f} {unit} | {ratio:.3g} |")
    print()
    print(f"| median of {len(rounds)} | {FEW} streams | {MANY:,} streams | ratio |")
    print("|---|---:|---:|---:|")
    print_crowds("CPU of an event", rounds, "cpu", 1000, "us")
    print_crowds("lines that came", rounds, "rate", 1, "/ms")


def print_crowds(title, rounds, name, scale, unit):
    few, many = ([figures[crowd][name] for figures in rounds] for crowd in ("few", "many"))
    ratio = statistics.median(theirs / mine for mine, theirs in zip(few, many))
    print(f"| {title} | {statistics.median(few) * scale:.1f} {unit} | {statistics.median(many) * scale:.1f} {unit} | {ratio:.3g} |")


if __name__ == "__main__":
    main()