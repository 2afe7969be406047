#!/usr/bin/env python3
"""What the local server promises beyond the protocol: isolation, clean ends, and nothing that grows or blocks."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import resource
import select
import socket
import struct
import subprocess
import tempfile
import urllib.parse
import uuid

from harness import (
    PROGRAM, WATCHDOG, Exchange, Report, Server, eventually, expect, expect_equal, memory_kib, parse_answer, parse_events,
    request_bytes, sandbox_of,
)

TERMINAL = (b'"execution_complete"', b'"type":"error"')


# Looking at the host

def processes_named(name):
    """Processes of the host that were started under this name."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read().split(b"\0")[0] == name.encode():
                    found.append(int(pid))
        except OSError:
            pass  # it ended while we looked
    return found


def descendants(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/children") as file:
                children = [int(child) for child in file.read().split()]
        except OSError:
            continue
        for child in children:
            found.append(child)
            try:
                found += descendants(child)
            except OSError:
                pass
    return found


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def written_by(pid):
    """How many bytes a process has written."""
    with open(f"/proc/{pid}/io") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("wchar"))


def named(program):
    """A fresh name, and a command that becomes the program under this name in the host's list of processes."""
    name = uuid.uuid4().hex
    return name, f"exec -a {name} {program}"


def named_sleep():
    return named("sleep 1000")


def stream(port, command, path="/command", **fields):
    body = {"command": command, **fields}
    return Exchange(port, request_bytes("POST", path, body, (), f"127.0.0.1:{port}"))


def has_terminal(data):
    return any(event in data for event in TERMINAL)


# Stopping

def test_stop_leaves_nothing():
    with Server() as server:
        first, second = server.create(), server.create()
        name, command = named_sleep()
        with stream(server.execd(first), f"setsid bash -c '{command}' & {command}") as direct, \
                stream(server.port, command, f"/v1/sandboxes/{second}/proxy/44772/command") as proxied:
            direct.until(lambda data: b'"init"' in data, "the first event")
            proxied.until(lambda data: b'"init"' in data, "the first event")
            eventually(lambda: len(processes_named(name)) == 3, "the commands run")
            started = descendants(server.process.pid)
            expect(len(started) >= 6, f"two sandboxes and three commands are more processes than {len(started)}")
            expect_equal(server.stop(), 0, "exit code")
            eventually(lambda: not any(map(is_alive, started)), "every process has gone")
            expect_equal(processes_named(name), [], "commands left")
            expect(not has_terminal(direct.answer().body), "a command that was stopped with its server reports no end")
        expect_equal(os.listdir(server.state_parent), [], "directories left")


def test_stop_with_given_state():
    with tempfile.TemporaryDirectory(prefix="osb-test-") as directory:
        with open(os.path.join(directory, "mine"), "w"):
            pass
        with Server("--state", directory) as server:
            server.create()
            expect(len(os.listdir(directory)) > 1, "the sandbox has its files there")
            expect_equal(server.stop(), 0, "exit code")
        expect_equal(os.listdir(directory), ["mine"], "files in a directory that was there before")


def test_killed_server_takes_its_sandboxes_along():
    with Server() as server:
        name, command = named_sleep()
        with stream(server.execd(server.create()), command):
            eventually(lambda: processes_named(name), "the command runs")
            started = descendants(server.process.pid)
            server.process.kill()
            eventually(lambda: not any(map(is_alive, started)), "every process has gone")


# Streams and their commands

def test_closed_stream_kills(server, path):
    with sandbox_of(server) as sandbox:
        name, command = named_sleep()
        port = server.port if path else server.execd(sandbox)
        with stream(port, f"({command}) & ({command}); :", f"{path.format(sandbox)}/command") as exchange:
            exchange.until(lambda data: b'"init"' in data, "the first event")
            eventually(lambda: len(processes_named(name)) == 2, "the command runs")
        eventually(lambda: not processes_named(name), "the whole group is killed")
        expect_equal(server.run(sandbox, "echo still here")[0], ["still here"], "the sandbox's next command")


def test_background_process_survives(server):
    with sandbox_of(server) as sandbox:
        name, command = named("yes")
        # It writes once its command has ended: until then, every line of it is an event.
        _, last = server.run(sandbox, f"(while kill -0 $$ 2>/dev/null; do sleep 0.01; done; {command}) & echo done")
        expect_equal(last["type"], "execution_complete", "last event")
        pid = eventually(lambda: processes_named(name), "what it left in the background runs")[0]
        before = written_by(pid)
        # Far more than a pipe holds: it neither waits for a reader nor dies of having none.
        eventually(lambda: written_by(pid) > before + (4 << 20), "what it left in the background goes on writing")
        server.delete(sandbox)
        eventually(lambda: not processes_named(name), "it ends with the sandbox")


def test_output_of_quick_commands(server):
    with sandbox_of(server) as sandbox:
        for number in range(50):
            lines, last = server.run(sandbox, f"seq {number * 20}; printf end")
            expect_equal(lines, [str(n + 1) for n in range(number * 20)] + ["end"], "output")
            expect_equal(last["type"], "execution_complete", "last event")


def test_request_timeout(server):
    with sandbox_of(server) as sandbox:
        lines, last = server.run(sandbox, "echo start; sleep 1000", timeout=300)
        expect_equal(lines, ["start"], "output")
        expect_equal(last["error"]["evalue"], "-1", "evalue")
        expect_equal(last["error"]["traceback"], ["signal: killed"], "traceback")


def test_tail_holds_the_stream():
    with Server("--tail-ms", "3600000") as server:
        with stream(server.execd(server.create()), "true") as exchange:
            data = exchange.until(has_terminal, "the last event")
            expect(not parse_answer(data).complete, "the stream stays open after its last event")
        quick = server.create(env={"EXECD_API_GRACE_SHUTDOWN": "10ms"})
        expect_equal(server.run(quick, "true")[1]["type"], "execution_complete", "with a tail of the sandbox's own")


def test_invalid_utf8_and_separators(server):
    with sandbox_of(server) as sandbox:
        with stream(server.execd(sandbox), r"printf 'a\xe2\x80\xa8b\xe2\x80\xa9c \xc0\xaf \xed\xa0\x80 \xf0\x9f\x98\n'") as exchange:
            body = exchange.answer().body
        expect(rb'"a\u2028b\u2029c \ufffd\ufffd \ufffd\ufffd\ufffd \ufffd\ufffd\ufffd"' in body, f"as Go escapes it: {body!r}")


def test_line_splitting(server):
    with sandbox_of(server) as sandbox:
        lines, _ = server.run(sandbox, r"printf 'a\r'; sleep 0.1; printf '\nb\r\rc\n\r\nd'")
        expect_equal(lines, ["a", "b", "\n", "c", "\n", "d"], "lines")


def test_bad_requests(server):
    with sandbox_of(server) as sandbox:
        port = server.execd(sandbox)
        for body, code in [
            (b"", "EOF"), (b"[]", "array"), (b'{"command":7}', "string"), (b'{"command":"x","uid":-1}', "uint32"),
            (b'{"command":"x","timeout":-1}', "gte"), (b'{"command":"x","timeout":99999999999999999999}', "int64"),
            (b'{"command":"x","envs":{"A=B":"c"}}', "environment"), (b'{"command":"a\\u0000b"}', "NUL"),
            (b'{"command":"\xff"}', "string literal"), (b"[" * 1000, "depth"), (b'{"command":"x","cwd":"/etc/passwd"}', "directory"),
        ]:
            answer = server.request("POST", "/command", body, port=port)
            expect_equal((answer.status, answer.json()["code"]), (400, "INVALID_REQUEST_BODY"), f"answer to {body[:40]!r}")
            expect(code in answer.json()["message"], f"{code} in {answer.json()['message']!r}")
        expect_equal(server.run(sandbox, "echo fine")[0], ["fine"], "a good request afterwards")


def test_large_bodies_are_refused(server):
    with sandbox_of(server) as sandbox:
        port = server.execd(sandbox)
        large = b'{"command":"' + b"x" * (9 << 20) + b'"}'
        expect_equal(server.request("POST", "/command", large, port=port).status, 400, "execd's status")
        expect_equal(server.request("POST", "/v1/sandboxes", large).status, 413, "the lifecycle server's status")
        expect_equal(server.run(sandbox, "echo fine")[0], ["fine"], "a good request afterwards")


def test_one_connection_many_requests(server):
    with sandbox_of(server) as sandbox:
        port = server.execd(sandbox)
        ping = request_bytes("GET", "/ping", None, (), "x")
        run = request_bytes("POST", "/command", {"command": "echo one"}, (), "x")
        last = request_bytes("GET", "/ping", None, [("Connection", "close")], "x")
        with Exchange(port, ping + run + ping + last) as exchange:
            while exchange.more():
                pass
            data = exchange.received
        expect_equal(data.count(b"HTTP/1.1 200 OK"), 4, "answers on one connection")
        expect_equal(data.count(b'"text":"one"'), 1, "runs of the command")


def test_slow_reader(server):
    with sandbox_of(server) as sandbox:
        before = memory_kib(server.process.pid)
        with socket.create_connection(("127.0.0.1", server.execd(sandbox)), timeout=WATCHDOG) as slow:
            name, command = named(f"yes {'y' * 1000}")
            slow.sendall(request_bytes("POST", "/command", {"command": command}, (), "x"))
            pid = eventually(lambda: processes_named(name), "the command runs")[0]

            # It writes no more while others are served: it waits for its reader.
            def stands_still():
                count = written_by(pid)
                for _ in range(3):
                    expect_equal(server.run(sandbox, "echo quick")[0], ["quick"], "another stream")
                return written_by(pid) == count

            eventually(stands_still, "the child is stopped by its reader")
            grown = memory_kib(server.process.pid) - before
            expect(grown < 64 << 10, f"the server grew by {grown} KiB for a reader that does not read")
        eventually(lambda: not processes_named(name), "it ends with its stream")


def test_thousand_streams(server):
    count = 1000
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with sandbox_of(server) as sandbox:
        port = server.execd(sandbox)
        server.run(sandbox, "mkfifo gate")
        with contextlib.ExitStack() as stack:
            # Each of them takes one byte out of the gate, and there are as many bytes as streams.
            exchanges = [stack.enter_context(stream(port, f"read x < gate; echo {number}")) for number in range(count)]
            for exchange in exchanges:
                exchange.until(lambda data: b'"init"' in data, "the first event")
            stack.enter_context(stream(port, f"exec 3<>gate; head -c {count} /dev/zero | tr '\\0' '\\n' >&3; sleep 1000"))
            for number, exchange in enumerate(exchanges):
                events = parse_events(exchange.answer().body)
                expect_equal([event["text"] for event in events if event["type"] == "stdout"], [str(number)], "output")


def test_descriptors_are_given_back(server):
    with sandbox_of(server) as sandbox:
        def count():
            return len(os.listdir(f"/proc/{server.process.pid}/fd"))

        server.run(sandbox, "true")
        before = count()
        for _ in range(30):
            server.run(sandbox, "echo x; echo y >&2")
            stream(server.execd(sandbox), "sleep 1000").connection.close()
        for _ in range(10):
            with sandbox_of(server) as another:
                server.run(another, "true")
                server.request("GET", f"/v1/sandboxes/{another}/endpoints/8080")
        eventually(lambda: count() <= before + 4, f"as many descriptors as before ({before})")


# Executions

def start_in_background(server, sandbox, command, **fields):
    """Answers the identifier of a command that was started."""
    answer = server.request("POST", "/command", {"command": command, "background": True, **fields}, port=server.execd(sandbox))
    expect_equal(answer.status, 200, f"status of a background command ({answer.body!r})")
    events = parse_events(answer.body)
    expect_equal([event["type"] for event in events], ["init", "ping", "execution_complete"], "events")
    return events[0]["text"]


def command_status(server, sandbox, command):
    return server.request("GET", f"/command/status/{command}", port=server.execd(sandbox)).json()


def ended(server, sandbox, command):
    return eventually(lambda: not (status := command_status(server, sandbox, command))["running"] and status, "the command has ended")


def command_log(server, sandbox, command, query=""):
    return server.request("GET", f"/command/{command}/logs{query}", port=server.execd(sandbox))


def interrupt(server, sandbox, command):
    return server.request("DELETE", f"/command?id={command}", port=server.execd(sandbox))


def test_background(server):
    with sandbox_of(server) as sandbox:
        command = start_in_background(server, sandbox, "cat; printf 'a\\xff\\r\\n'; echo b >&2; ls -A /tmp /root /workspace; exit 3")
        status = ended(server, sandbox, command)
        expect_equal((status["exit_code"], status["error"]), (3, "exit status 3"), "how it ended")
        log = command_log(server, sandbox, command)
        expect_equal(log.body, b"a\xff\r\nb\n/root:\n\n/tmp:\n\n/workspace:\n", "its output, raw and mixed, and out of its own sight")
        success = ended(server, sandbox, start_in_background(server, sandbox, "true"))
        expect_equal((success["exit_code"], "error" in success), (0, False), "a success")


def test_background_outlives_its_connection(server):
    with sandbox_of(server) as sandbox:
        name, command = named_sleep()
        with stream(server.execd(sandbox), f"echo here; {command}", background=True):
            pass  # nobody waits for an answer
        eventually(lambda: processes_named(name), "it runs")
        server.run(sandbox, "true")
        expect(processes_named(name), "it still runs")
        server.delete(sandbox)
        eventually(lambda: not processes_named(name), "it ends with its sandbox")


def test_background_timeout(server):
    with sandbox_of(server) as sandbox:
        name, command = named_sleep()
        status = ended(server, sandbox, start_in_background(server, sandbox, f"({command}) & ({command}); :", timeout=300))
        expect_equal((status["exit_code"], status["error"]), (-1, "signal: killed"), "how it ended")
        eventually(lambda: not processes_named(name), "its group is killed")


def test_background_end_takes_its_group(server):
    with sandbox_of(server) as sandbox:
        name, command = named_sleep()
        other, apart = named_sleep()
        ended(server, sandbox, start_in_background(
            server, sandbox, f"({command}) & (setsid bash -c '{apart}') & until pgrep -fx '{other} 1000' && pgrep -fx '{name} 1000'; do :; done"))
        eventually(lambda: not processes_named(name), "what was left of its group is killed")
        expect(processes_named(other), "what left the group goes on")


def test_failed_start(server):
    with sandbox_of(server, env={"PLACE": "/tmp"}) as sandbox:
        fields = {"command": "true", "cwd": "$PLACE", "envs": {"PLACE": "/nowhere"}}
        failed = server.request("POST", "/command", {**fields, "background": True}, port=server.execd(sandbox))
        *events, failure = failed.body.split(b"\n\n")
        expect_equal(json.loads(failure), {
            "code": "RUNTIME_ERROR",
            "message": "error running commands failed to start commands: chdir: no such file or directory"}, "the failure")
        status = command_status(server, sandbox, json.loads(events[0])["text"])
        expect_equal((status["running"], status["exit_code"]), (False, 255), "its status")
        last = server.run(sandbox, **fields)[1]
        expect_equal(last["error"]["evalue"], "chdir: no such file or directory", "in the foreground")


def test_log_cursors(server):
    with sandbox_of(server) as sandbox:
        command = start_in_background(server, sandbox, "printf 0123456789")
        ended(server, sandbox, command)
        for query, body, cursor in [("", b"0123456789", "10"), ("?cursor=4", b"456789", "10"), ("?cursor=10", b"", "10"),
                                    ("?cursor=11", b"", "11"), ("?cursor=x", b"0123456789", "10"),
                                    ("?cursor=99999999999999999999", b"0123456789", "10")]:
            answer = command_log(server, sandbox, command, query)
            expect_equal((answer.status, answer.body, answer.header("execd-commands-tail-cursor")), (200, body, cursor), query)
        negative = command_log(server, sandbox, command, "?cursor=-1")
        expect_equal((negative.status, negative.json()["code"]), (400, "INVALID_REQUEST_BODY"), "a negative cursor")


def test_large_log(server):
    size = 1 << 30
    with sandbox_of(server) as sandbox:
        # A hole takes no room on the disk, and is read like anything else.
        command = start_in_background(server, sandbox, f"python3 -c 'import os; os.ftruncate(1, {size})'; printf end")
        ended(server, sandbox, command)
        before = memory_kib(server.process.pid)
        request = request_bytes("GET", f"/command/{command}/logs", None, [("Connection", "close")], "x")
        with Exchange(server.execd(sandbox), request) as exchange:
            head = exchange.until(lambda data: b"\r\n\r\n" in data, "the headers")
            expect(f"Content-Length: {size + 3}\r\n".encode() in head, f"the length in {bytes(head[:400])}")
            count = len(head) - head.index(b"\r\n\r\n") - 4
            most, pieces = 0, 0
            while piece := exchange.connection.recv(1 << 20):
                count += len(piece)
                pieces += 1
                last = piece
                if pieces % 64 == 0:
                    most = max(most, memory_kib(server.process.pid))
            expect(pieces >= 64, "the server's memory was looked at")
            expect_equal((count, last[-3:]), (size + 3, b"end"), "bytes, and the last of them")
        expect(most - before < 64 << 10, f"the server grew by {most - before} KiB")


def test_interrupt(server):
    with sandbox_of(server) as sandbox:
        name, command = named_sleep()
        stubborn = start_in_background(server, sandbox, f"trap '' TERM; ({command}) & wait")
        eventually(lambda: processes_named(name), "the command runs")
        expect_equal(interrupt(server, sandbox, stubborn).status, 200, "status of the interrupt")
        expect_equal(processes_named(name), [], "processes when the answer is there")
        expect_equal(command_status(server, sandbox, stubborn)["error"], "signal: killed", "how it ended")
        again = interrupt(server, sandbox, stubborn)
        expect_equal((again.status, again.json()["message"]), (
            500, f"error interruptting code context. command session {stubborn} is not running"), "once it has ended")
        missing = server.request("DELETE", "/command", port=server.execd(sandbox))
        expect_equal((missing.status, missing.json()["code"]), (400, "MISSING_QUERY"), "without an identifier")


def test_forgotten_commands(server):
    with sandbox_of(server) as sandbox:
        first = start_in_background(server, sandbox, "echo kept")
        ended(server, sandbox, first)
        logs = pathlib.Path(server.state_parent).glob(f"*/{sandbox}/logs/*")
        expect_equal([path.read_text() for path in logs], ["kept\n"], "logs on the host")
        # Far too long to be started, and remembered all the same.
        for _ in range(10):
            server.request("POST", "/command", {"command": "#" * (7 << 20), "background": True}, port=server.execd(sandbox))
        answer = eventually(
            lambda: (answer := server.request("GET", f"/command/status/{first}", port=server.execd(sandbox))).status == 404 and answer,
            "the oldest is forgotten")
        expect_equal(answer.json()["message"], f"command not found: {first}", "message")
        eventually(lambda: not list(pathlib.Path(server.state_parent).glob(f"*/{sandbox}/logs/{first}")), "its log is removed")


def test_thousand_commands(server):
    with sandbox_of(server) as sandbox:
        count = 1000
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.execd(sandbox), timeout=WATCHDOG)) as connection:
            for number in range(count):
                connection.request("POST", "/command", json.dumps({"command": f"echo {number}"}), {"Content-Type": "application/json"})
                events = parse_events(connection.getresponse().read())
                expect_equal([event["text"] for event in events if event["type"] == "stdout"], [str(number)], "output")


def test_environment_file(server):
    with sandbox_of(server, env={"EXECD_ENVS": "/root/envs", "BASE": "base"}) as sandbox:
        server.run(sandbox, r"""printf '# comment\nA=1\n  B=$BASE/${BASE}!\nbroken\n=x\nC=from file\n' > $EXECD_ENVS""")
        lines, _ = server.run(sandbox, 'echo "$A|$B|$C"', envs={"C": "from request"})
        expect_equal(lines, ["1|base/base!|from request"], "variables")
        command = start_in_background(server, sandbox, "echo $A")
        ended(server, sandbox, command)
        expect_equal(command_log(server, sandbox, command).body, b"1\n", "in the background too")
        server.run(sandbox, "rm $EXECD_ENVS; mkfifo $EXECD_ENVS")
        expect_equal(server.run(sandbox, "echo fine")[0], ["fine"], "a command when the file is no file")


class Session:
    def __init__(self, server, sandbox, **fields):
        self.server, self.port = server, server.execd(sandbox)
        answer = server.request("POST", "/session", fields, port=self.port)
        expect_equal(answer.status, 200, f"status of a new session ({answer.body!r})")
        self.id = answer.json()["session_id"]

    def start(self, command, **fields):
        return stream(self.port, command, f"/session/{self.id}/run", **fields)

    def run(self, command, **fields):
        """Lines, and how it ended."""
        with self.start(command, **fields) as exchange:
            answer = exchange.answer()
        expect_equal(answer.status, 200, f"status of a run ({answer.body!r})")
        events, _, rest = answer.body.rpartition(b"\n\n")
        events = parse_events(events)
        return [event["text"] for event in events if event["type"] == "stdout"], json.loads(rest) if rest else events[-1]

    def delete(self):
        return self.server.request("DELETE", f"/session/{self.id}", port=self.port)


def test_session_state(server):
    with sandbox_of(server, env={"GIVEN": "by the sandbox"}) as sandbox:
        session = Session(server, sandbox, cwd="/tmp/made/for/it")
        expect_equal(session.run("pwd; echo $GIVEN")[0], ["/tmp/made/for/it", "by the sandbox"], "at its start")
        session.run("""export A='it"s $HOME' B="back\\slash 'quoted'"; C=private; cd /; f() { :; }""")
        # The shell escaped the dollar, and so the real daemon leaves all its escapes in.
        lasting = r"""it\"s \$HOME|back\slash 'quoted'||/"""
        expect_equal(session.run('echo "$A|$B|$C|$PWD"')[0], [lasting], "what lasts")
        expect_equal(session.run("pwd", cwd="/usr")[0], ["/usr"], "in a directory of its own")
        lines, last = session.run("echo out; echo; printf 'err\\r\\n' >&2; printf rest; (exit 7)")
        expect_equal(lines, ["out", "err", "rest"], "lines of both streams, without the empty one")
        expect_equal(last["error"]["traceback"], ["exit status 7"], "how it ended")
        expect_equal(session.run("exit 5")[1]["error"]["evalue"], "5", "a run that exits by itself")
        expect_equal(session.run("pwd")[0], ["/usr"], "the directory afterwards")
        expect_equal(server.run(sandbox, "ls -A /tmp")[0], ["made"], "files left")
        bad = server.request("POST", f"/session/{session.id}/run", {"command": "true", "cwd": "/nowhere"}, port=session.port)
        expect_equal(bad.status, 400, "status of a run in a directory that is not there")
        expect_equal(server.request("POST", "/session", {"cwd": "/etc/passwd/x"}, port=session.port).status, 500, "status of a session there")
        expect_equal(server.request("POST", "/session", b"{", port=session.port).status, 400, "status of a malformed body")
        other = Session(server, sandbox)
        expect_equal(other.run("echo $A; pwd")[0], ["/workspace"], "another session")


def test_session_timeout(server):
    with sandbox_of(server) as sandbox:
        session = Session(server, sandbox)
        lines, last = session.run("export LOST=1; echo before; (sleep 0.7; touch /tmp/done) ; echo after", timeout=300)
        expect_equal(lines, ["before"], "lines")
        expect_equal(last, {"code": "RUNTIME_ERROR", "message": "error running in session. timeout after 300ms"}, "the end")
        expect_equal(server.run(sandbox, "ls /tmp")[0], ["done"], "what held the output has ended before the answer")
        expect_equal(session.run("echo $LOST.")[0], ["."], "the session is as it was")


def test_session_ends(server):
    with sandbox_of(server) as sandbox:
        for end in (lambda session: session.delete(), lambda session: interrupt(server, sandbox, session.id)):
            session = Session(server, sandbox)
            name, command = named_sleep()
            with session.start(f"({command}) & ({command}); :") as exchange:
                eventually(lambda: len(processes_named(name)) == 2, "the command runs")
                expect_equal(end(session).status, 200, "status")
                events = parse_events(exchange.answer().body)
                expect_equal(events[-1]["error"]["traceback"], ["signal: killed"], "how the run ended")
            eventually(lambda: not processes_named(name), "no process is left")
            expect_equal(session.delete().status, 404, "status of a second deletion")
        session = Session(server, sandbox)
        name, command = named_sleep()
        with session.start(command) as exchange:
            eventually(lambda: processes_named(name), "the command runs")
        eventually(lambda: not processes_named(name), "a closed stream kills the shell")
        expect_equal(session.run("echo fine")[0], ["fine"], "the session's next run")
        with session.start(command) as exchange:
            exchange.until(lambda data: b'"init"' in data, "the first event")
            server.delete(sandbox)
            expect(not has_terminal(exchange.answer().body), "a run whose sandbox went reports no end")


# The lifecycle

def test_expiry(server):
    sandbox = server.create()
    name, command = named_sleep()
    port = server.execd(sandbox)
    with stream(port, command) as exchange:
        eventually(lambda: processes_named(name), "the command runs")
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=0.3)
        renewed = server.request("POST", f"/v1/sandboxes/{sandbox}/renew-expiration", {"expiresAt": soon.isoformat()})
        expect_equal(renewed.status, 200, "status of the renewal")
        eventually(lambda: server.info(sandbox).status == 404, "the sandbox has gone")
        eventually(lambda: not processes_named(name), "its processes have gone")
        expect(not exchange.answer().complete, "the stream breaks off")
    eventually(lambda: refuses(port), "its port is closed")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=WATCHDOG).close()
    except ConnectionRefusedError:
        return True
    return False


def pause(server, sandbox):
    expect_equal(server.request("POST", f"/v1/sandboxes/{sandbox}/pause").status, 202, "status of a pause")


def resume(server, sandbox):
    expect_equal(server.request("POST", f"/v1/sandboxes/{sandbox}/resume").status, 202, "status of a resume")


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def test_pause_stops_processes(server):
    with sandbox_of(server) as sandbox:
        name, busy = named("yes")
        own, sleeping = named_sleep()
        start_in_background(server, sandbox, f"(setsid bash -c '{busy} > /dev/null') & {busy} > /dev/null")
        # One that multiplies while it is being stopped, and one that stands still by its own wish.
        start_in_background(server, sandbox, "while :; do (:); (:) & done")
        start_in_background(server, sandbox, f"bash -c '{sleeping}' & until pkill -STOP -fx '{own} 1000'; do :; done; wait")
        eventually(lambda: len(processes_named(name)) == 2 and [state_of(pid) for pid in processes_named(own)] == ["T"], "they run")
        root = next(pid for pid in descendants(server.process.pid) if is_init(pid))
        pause(server, sandbox)
        inside = [pid for pid in descendants(server.process.pid) if namespace_of(pid) == namespace_of(root)]
        expect(len(inside) >= 5, f"processes in the sandbox: {inside}")
        expect_equal({state_of(pid) for pid in inside} - {"Z"}, {"T"}, "states while paused")
        resume(server, sandbox)
        eventually(lambda: all(state_of(pid) in "RS" for pid in processes_named(name)), "they go on")
        expect_equal([state_of(pid) for pid in processes_named(own)], ["T"], "what had stopped by itself")
        expect_equal(server.run(sandbox, "echo fine")[0], ["fine"], "a command afterwards")


def namespace_of(pid):
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return None


def is_init(pid):
    """Whether it is the first process of a pid namespace of its own."""
    try:
        with open(f"/proc/{pid}/status") as file:
            ids = next(line for line in file if line.startswith("NSpid")).split()[1:]
    except OSError:
        return False
    return len(ids) > 1 and ids[-1] == "1"


def test_pause_holds_streams(server):
    with sandbox_of(server) as sandbox:
        port = server.execd(sandbox)
        limited = start_in_background(server, sandbox, "exec sleep 1000", timeout=500)
        with stream(port, "echo before; sleep 1000") as exchange:
            exchange.until(lambda data: b"before" in data and b"pong" in data, "the first line and the first ping")
            pause(server, sandbox)
            # Longer than the command's limit, and than the time between two pings: the daemon stands still too.
            expect_equal(select.select([exchange.connection], [], [], 3.5)[0], [], "streams that say something")
            resume(server, sandbox)
            status = ended(server, sandbox, limited)
            expect_equal(status["error"], "signal: killed", "how the command whose time was over ended")
            exchange.until(lambda data: data.count(b"pong") >= 2, "pings after the resume")
        with stream(port, "sleep 1000") as direct, \
                stream(server.port, "sleep 1000", f"/v1/sandboxes/{sandbox}/proxy/44772/command") as proxied:
            for exchange in (direct, proxied):
                exchange.until(lambda data: b"pong" in data, "the first ping")
            pause(server, sandbox)
            with Exchange(port, request_bytes("GET", "/ping", None, (), "x")) as waiting, \
                    Exchange(server.port, request_bytes("GET", f"/v1/sandboxes/{sandbox}/proxy/44772/ping", None, (), "x")) as behind:
                expect_equal(server.delete(sandbox).status, 204, "status of the deletion of a paused sandbox")
                expect(not direct.answer().complete, "the stream breaks off")
                expect(proxied.answer().complete, "the stream through the proxy ends")
                expect(not has_terminal(proxied.answer().body), "without telling an end")
                expect(not waiting.more(), "a request that hung gets no answer")
                # 404 if it came only when the sandbox had gone.
                expect(behind.answer().status in (404, 502), "status of one through the proxy")


def test_pause_holds_ports(server):
    with sandbox_of(server) as sandbox:
        inner = free_port()
        start_in_background(server, sandbox, f"exec python3 -m http.server {inner} --bind 127.0.0.1")
        eventually(lambda: not refuses(inner), "the server in the sandbox listens")
        pause(server, sandbox)
        ways = [(server.execd(sandbox), f"/proxy/{inner}/"), (server.port, f"/v1/sandboxes/{sandbox}/proxy/{inner}/")]
        with contextlib.ExitStack() as stack:
            waiting = [stack.enter_context(Exchange(port, request_bytes("GET", path, None, (), "x"))) for port, path in ways]
            server.info(sandbox)
            expect_equal(select.select([exchange.connection for exchange in waiting], [], [], 0.1)[0], [], "answers")
            resume(server, sandbox)
            expect_equal([exchange.answer().status for exchange in waiting], [200] * 2, "statuses after the resume")


def test_expiry_while_paused(server):
    sandbox = server.create()
    name, command = named_sleep()
    start_in_background(server, sandbox, command)
    eventually(lambda: processes_named(name), "the command runs")
    pause(server, sandbox)
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=0.3)
    renewed = server.request("POST", f"/v1/sandboxes/{sandbox}/renew-expiration", {"expiresAt": soon.isoformat()})
    expect_equal(renewed.status, 200, "status of the renewal")
    eventually(lambda: server.info(sandbox).status == 404, "the sandbox has gone")
    eventually(lambda: not processes_named(name), "its processes have gone")


def test_pause_conflicts(server):
    sandbox = server.create(entrypoint=["true"])
    eventually(lambda: server.info(sandbox).json()["status"]["state"] == "Terminated", "the entrypoint has ended")
    for verb, code in (("pause", "DOCKER::SANDBOX_NOT_RUNNING"), ("resume", "DOCKER::SANDBOX_NOT_PAUSED")):
        answer = server.request("POST", f"/v1/sandboxes/{sandbox}/{verb}")
        expect_equal((answer.status, answer.json()["code"]), (409, code), verb)
        expect_equal(server.request("POST", f"/v1/sandboxes/{uuid.uuid4()}/{verb}").status, 404, f"{verb} of nothing")
    server.delete(sandbox)


def test_metadata(server):
    with sandbox_of(server, metadata={"a": "1", "b": "2"}) as sandbox:
        def patch(body):
            return server.request("PATCH", f"/v1/sandboxes/{sandbox}/metadata", body)

        expect_equal(patch({"a": None, "c": "3", "none": None}).json()["metadata"], {"b": "2", "c": "3"}, "patched")
        expect_equal(patch({}).json()["metadata"], {"b": "2", "c": "3"}, "patched with nothing")
        for body, status, word in [([], 422, "dict_type"), ({"a": 1}, 422, "string_type"), ({"a": "no spaces"}, 400, "INVALID_METADATA_LABEL"),
                                   ({"opensandbox.io/x": "1"}, 400, "INVALID_METADATA_LABEL"), (b"{", 422, "json_invalid")]:
            answer = patch(body)
            expect_equal((answer.status, word in answer.body.decode()), (status, True), f"{body} ({answer.body!r})")
        expect_equal(server.info(sandbox).json()["metadata"], {"b": "2", "c": "3"}, "afterwards")
        expect_equal(server.request("PATCH", f"/v1/sandboxes/{uuid.uuid4()}/metadata", {}).status, 404, "of nothing")


def test_list(server):
    mark = uuid.uuid4().hex
    made = [server.create(metadata={"mark": mark, "example.org/name": f"v{number}", "empty": ""}) for number in range(3)]
    pause(server, made[1])

    def listing(filter, query=""):
        encoded = urllib.parse.quote("&".join(
            f"{urllib.parse.quote(key, safe='')}={urllib.parse.quote(value, safe='')}" for key, value in filter.items()), safe="")
        answer = server.request("GET", f"/v1/sandboxes?metadata={encoded}{query}").json()
        return [made.index(item["id"]) for item in answer["items"]], answer["pagination"]

    def page(number, size, items, pages, more):
        return {"page": number, "pageSize": size, "totalItems": items, "totalPages": pages, "hasNextPage": more}

    expect_equal(listing({"mark": mark}), ([2, 1, 0], page(1, 20, 3, 1, False)), "by metadata")
    expect_equal(listing({"mark": mark, "example.org/name": "v1", "empty": ""})[0], [1], "by several")
    expect_equal(listing({"mark": mark}, "&state=Paused")[0], [1], "by state")
    expect_equal(listing({"mark": mark}, "&state=paused&state=running")[0], [2, 1, 0], "by several states")
    expect_equal(listing({"mark": mark}, "&page=1&pageSize=2"), ([2, 1], page(1, 2, 3, 2, True)), "first page")
    expect_equal(listing({"mark": mark}, "&page=2&pageSize=2"), ([0], page(2, 2, 3, 2, False)), "second page")
    expect_equal(listing({"mark": mark}, "&page=9223372036854775807&pageSize=200")[0], [], "a page far beyond")
    bad = server.request("GET", "/v1/sandboxes?metadata=" + urllib.parse.quote("a=1&broken"))
    expect_equal((bad.status, bad.json()), (400, {
        "code": "INVALID_METADATA_FORMAT", "message": "Invalid metadata format: bad query field: 'broken'"}), "a malformed filter")
    for sandbox in made:
        server.delete(sandbox)


def test_create_requests(server):
    hook = {"command": ["true"]}
    for fields, status, word in [
        ({"image": None}, 422, "Exactly one of image or snapshotId"),
        ({"snapshotId": "x"}, 422, "Exactly one of image or snapshotId"),
        ({"image": None, "snapshotId": "x"}, 404, "SNAPSHOT::NOT_FOUND"),
        ({"image": {"uri": "x", "auth": {"username": "u"}}}, 422, '"password"'),
        ({"templateId": "t"}, 422, "templateId cannot be combined with: entrypoint, image, resourceLimits"),
        ({"templateId": "t", "image": None, "entrypoint": None, "resourceLimits": None, "timeout": None}, 422, "timeout is required"),
        ({"templateId": "t", "image": None, "entrypoint": None, "resourceLimits": None}, 501, "FSB::API_NOT_SUPPORTED"),
        ({"extensions": {"poolRef": "p"}}, 400, "SANDBOX::UNSUPPORTED_POOL_REF"),
        ({"extensions": {"poolRef": "p"}, "lifecycle": {"preStart": hook}}, 422, "poolRef"),
        ({"extensions": {"access.renew.extend.seconds": "299"}}, 400, "between 300 and 86400"),
        ({"extensions": {"a": 1}}, 422, "string_type"),
        ({"resourceRequests": []}, 422, "dict_type"),
        ({"platform": {"os": "linux"}}, 422, '"arch"'),
        ({"platform": {"os": "plan9", "arch": "amd64"}}, 400, "platform.os"),
        ({"platform": {"os": "linux", "arch": "mips"}}, 400, "platform.arch"),
        ({"platform": {"os": "windows", "arch": "amd64"}}, 400, "/dev/kvm"),
        ({"credentialProxy": {"enabled": True}}, 422, "requires networkPolicy"),
        ({"credentialProxy": {"enabled": True}, "networkPolicy": {"defaultAction": "deny"}}, 400, "dns+nft"),
        ({"env": {"OPENSANDBOX_LIFECYCLE": "x"}}, 422, "reserved"),
        ({"lifecycle": {"preStart": {"command": []}}}, 422, "too_short"),
        ({"lifecycle": {"preStart": {"command": [" "]}}}, 422, "must not be empty"),
        ({"lifecycle": {"preStart": {**hook, "timeoutSeconds": 10801}}}, 422, "less_than_equal"),
        ({"lifecycle": {"preStart": {**hook, "more": 1}}}, 422, "extra_forbidden"),
        ({"lifecycle": {"periodic": [{"name": "n", "schedule": "* * * * *", **hook}] * 2}}, 422, "unique"),
        ({"volumes": [{"name": "v", "mountPath": "/v"}]}, 422, "none was provided"),
        ({"volumes": [{"name": "V", "mountPath": "v", "host": {"path": "x"}}]}, 422, "string_pattern_mismatch"),
        ({"volumes": [{"name": "v", "mountPath": "/v", "host": {"path": "/etc"}}]}, 400, "VOLUME::HOST_PATH_NOT_ALLOWED"),
        ({"volumes": [{"name": "v", "mountPath": "/v", "pvc": {"claimName": "c"}}]}, 400, "VOLUME::PVC_NOT_FOUND"),
        ({"volumes": [{"name": "v", "mountPath": "/v", "ossfs": {"bucket": "bucket", "endpoint": "e"}}]}, 422, "credentials"),
    ]:
        body = {"image": {"uri": "x"}, "entrypoint": ["true"], "timeout": 60, "resourceLimits": {}, **fields}
        answer = server.request("POST", "/v1/sandboxes", body)
        expect_equal((answer.status, word in json.dumps(answer.json())), (status, True), f"{fields} ({answer.body!r})")
    seen = {"opensandbox.extensions.x": "1", "other": "2"}
    with sandbox_of(server, platform={"os": "Linux", "arch": "amd64"}, extensions=seen, resourceRequests={"cpu": "1"}) as sandbox:
        shown = server.info(sandbox).json()
        expect_equal((shown["platform"], shown["extensions"]), (
            {"os": "linux", "arch": "amd64"}, {"opensandbox.extensions.x": "1"}), "what is told again")


def test_preparation(server):
    entrypoint = ["bash", "-c", "cp /workspace/prepared /workspace/seen; exec sleep 1000"]
    hook = {"command": ["bash", "-c", "sleep 0.2; pwd; echo $WORD > prepared"]}
    with sandbox_of(server, entrypoint=entrypoint, env={"WORD": "ready"}, lifecycle={"preStart": hook}) as sandbox:
        eventually(lambda: server.run(sandbox, "cat seen")[0] == ["ready"], "the entrypoint began after the hook")
    before = len(descendants(server.process.pid))
    for hook, reason in [({"command": ["bash", "-c", "exit 3"]}, "exit status 3"), ({"command": ["/nowhere"]}, "no such file"),
                         ({"command": ["sleep", "1000"], "timeoutSeconds": 1}, "timeout after 1s")]:
        body = {"image": {"uri": "x"}, "entrypoint": ["true"], "resourceLimits": {}, "lifecycle": {"preStart": hook}}
        answer = server.request("POST", "/v1/sandboxes", body)
        expect_equal((answer.status, answer.json()["code"]), (500, "DOCKER::SANDBOX_START_FAILED"), f"answer to {hook}")
        expect(reason in answer.json()["message"], f"{reason} in {answer.json()['message']}")
    eventually(lambda: len(descendants(server.process.pid)) <= before, "nothing is left of them")


def test_secure_access(server):
    header = "OpenSandbox-Secure-Access"
    with sandbox_of(server, secureAccess=True) as sandbox:
        for query in ("", "?use_server_proxy=true"):
            headers = server.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/44772{query}").json()["headers"]
            expect_equal(list(headers), [header], "headers of the endpoint")
        path = f"/v1/sandboxes/{sandbox}/proxy/44772/ping"
        for sent in ((), [(header, "wrong")]):
            answer = server.request("GET", path, headers=sent)
            expect_equal((answer.status, answer.json()["code"]), (401, "MISSING_OR_INVALID_SECURE_ACCESS"), f"with {sent}")
        expect_equal(server.request("GET", path, headers=headers.items()).status, 200, "with the header")


def test_signed_endpoints(server):
    with sandbox_of(server, env={"EXECD_ACCESS_TOKEN": "secret"}) as sandbox:
        def endpoint(query):
            return server.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/44772?{query}")

        def reach(way, headers):
            host, _, path = way.partition("/")
            return server.request("GET", f"/{path}/ping", headers=headers.items(), port=int(host.split(":")[1])).status

        answer = endpoint("expires=9999999999").json()
        way, headers = answer["endpoint"], answer["headers"]
        expect(way.split("/")[1:4] == [sandbox, "44772", "4ldqpdr"], f"the way in {way}")
        expect_equal(reach(way, headers), 200, "status by the signed endpoint")
        expect_equal(reach(way, {}), 401, "status without execd's own token")
        expect_equal(reach(way[:-1] + ("0" if way[-1] != "0" else "1"), headers), 401, "status with another signature")
        expect_equal(reach(way.replace("4ldqpdr", "4ldqpds"), headers), 401, "status with another expiry")
        expect_equal(reach(endpoint("expires=1000000000").json()["endpoint"], headers), 401, "status when it has expired")
        expect_equal(endpoint("expires=soon").json(), endpoint("").json(), "an expiry that is none")
        both = endpoint("expires=9999999999&use_server_proxy=true")
        expect_equal((both.status, both.json()["code"]), (400, "SANDBOX::INVALID_PARAMETER"), "together with the server's proxy")


def test_volumes():
    with tempfile.TemporaryDirectory(prefix="osb-test-") as directory:
        allowed = os.path.join(os.path.realpath(directory), "allowed")
        os.makedirs(os.path.join(allowed, "data", "below"))
        os.symlink("/etc", os.path.join(allowed, "away"))
        with open(os.path.join(allowed, "data", "below", "file"), "w") as file:
            file.write("from the host")
        with Server("--tail-ms", "0", "--allow-host-path", allowed + "/") as server:
            volume = {"name": "data", "mountPath": "/mnt/data", "host": {"path": f"{allowed}/data"}}
            fixed = {**volume, "name": "fixed", "mountPath": "/fixed", "readOnly": True, "subPath": "below"}
            fresh = {**volume, "name": "fresh", "mountPath": "/fresh", "host": {"path": f"{allowed}/made/for/it"}}
            sandbox = server.create(volumes=[volume, fixed, fresh])
            expect_equal(server.run(sandbox, "cat /mnt/data/below/file /fixed/file")[0], ["from the hostfrom the host"], "contents")
            server.run(sandbox, "echo new > /mnt/data/new; echo new > /fresh/new")
            for path in ("data/new", "made/for/it/new"):
                with open(os.path.join(allowed, path)) as file:
                    expect_equal(file.read(), "new\n", f"{path} on the host")
            expect_equal(server.run(sandbox, "echo x > /fixed/x")[1]["type"], "error", "writing to the read-only one")
            for change, code in [
                ({"host": {"path": allowed + "more"}}, "HOST_PATH_NOT_ALLOWED"), ({"host": {"path": f"{allowed}/away"}}, "HOST_PATH_NOT_ALLOWED"),
                ({"host": {"path": f"{allowed}/away/made"}}, "HOST_PATH_NOT_ALLOWED"), ({"host": {"path": f"{allowed}/../x"}}, "INVALID_HOST_PATH"),
                ({"host": {"path": f"{allowed}/"}}, "INVALID_HOST_PATH"), ({"subPath": "/etc"}, "INVALID_SUB_PATH"),
                ({"subPath": "a/../../.."}, "INVALID_SUB_PATH"),
            ]:
                body = {"image": {"uri": "x"}, "entrypoint": ["true"], "resourceLimits": {}, "volumes": [{**volume, **change}]}
                answer = server.request("POST", "/v1/sandboxes", body)
                expect_equal((answer.status, answer.json()["code"]), (400, "VOLUME::" + code), f"answer to {change}")
            twice = server.request("POST", "/v1/sandboxes", {**body, "volumes": [volume, volume]})
            expect_equal(twice.json()["code"], "VOLUME::DUPLICATE_NAME", "the same name twice")
            expect(not os.path.exists("/etc/made"), "nothing is made where a link leads out")
            expect_equal(server.stop(), 0, "exit code")
        with open(os.path.join(allowed, "data", "new")) as file:
            expect_equal(file.read(), "new\n", "what is left when the server has ended")


def test_sandbox_limit():
    with Server("--max-sandboxes", "1") as server:
        body = {"image": {"uri": "x"}, "entrypoint": ["sleep", "1000"], "resourceLimits": {}}
        failed = server.request("POST", "/v1/sandboxes", {**body, "lifecycle": {"preStart": {"command": ["false"]}}})
        expect_equal(failed.status, 500, "status of one that fails")
        sandbox = server.create()
        answer = server.request("POST", "/v1/sandboxes", body)
        expect_equal((answer.status, answer.json()["code"], answer.header("retry-after")), (
            429, "KUBERNETES::POOL_CAPACITY_EXHAUSTED", "1"), "one too many")
        server.delete(sandbox)
        server.create()


def test_create_outlives_its_request(server):
    before = server.request("GET", "/v1/sandboxes").json()["pagination"]["totalItems"]
    body = {"image": {"uri": "x"}, "entrypoint": ["tail", "-f", "/dev/null"], "timeout": 600, "resourceLimits": {}}
    Exchange(server.port, request_bytes("POST", "/v1/sandboxes", body, (), "x")).connection.close()
    listing = eventually(
        lambda: (page := server.request("GET", "/v1/sandboxes").json())["pagination"]["totalItems"] > before and page,
        "the sandbox nobody waited for is there")
    server.delete(listing["items"][0]["id"])


def test_missing_image(server):
    body = {"image": {"uri": "no-such-image:1"}, "entrypoint": ["true"], "resourceLimits": {}}
    answer = server.request("POST", "/v1/sandboxes", body)
    expect_equal((answer.status, answer.json()["code"]), (500, "DOCKER::SANDBOX_IMAGE_PULL_FAILED"), "answer")


def test_without_key_everybody_may(server):
    expect_equal(server.request("GET", "/v1/sandboxes").status, 200, "status without a key")
    expect_equal(server.request("GET", "/sandboxes").status, 200, "status without the version prefix")
    expect_equal(server.request("GET", "/version").json(), {"version": "1.1.1"}, "version")


def test_endpoint_headers(server):
    with sandbox_of(server, env={"EXECD_ACCESS_TOKEN": "secret"}) as sandbox:
        endpoint = server.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/44772").json()
        expect_equal(endpoint["headers"], {"X-EXECD-ACCESS-TOKEN": "secret"}, "headers of the endpoint")
        port = server.execd(sandbox)
        expect_equal(server.request("GET", "/proxy/44772/ping", port=port).status, 401, "status without them")
        headers = endpoint["headers"].items()
        expect_equal(server.request("GET", "/proxy/44772/ping", headers=headers, port=port).status, 200, "status with them")
        proxied = server.request("GET", f"/v1/sandboxes/{sandbox}/proxy/44772/ping")
        expect_equal(proxied.status, 200, "status through the server's proxy")


def test_ports_of_a_sandbox(server):
    inner = free_port()
    with sandbox_of(server) as sandbox:
        server.run(sandbox, f"echo hello > index.html; nohup python3 -m http.server {inner} --bind 127.0.0.1 >/dev/null 2>&1 &")
        eventually(lambda: not refuses(inner), "the server in the sandbox listens")
        endpoint = server.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/{inner}").json()["endpoint"]
        host, _, path = endpoint.partition("/")
        direct = server.request("GET", f"/{path}/index.html", port=int(host.split(":")[1]))
        expect_equal((direct.status, direct.body), (200, b"hello\n"), "the page, direct")
        proxied = server.request("GET", f"/v1/sandboxes/{sandbox}/proxy/{inner}/index.html?query=1")
        expect_equal((proxied.status, proxied.body), (200, b"hello\n"), "the page, through the server's proxy")
        missing = server.request("GET", f"/v1/sandboxes/{sandbox}/proxy/{inner}/nope")
        expect_equal(missing.status, 404, "status of a page that is not there")


def test_loopback_only(server):
    with sandbox_of(server) as sandbox:
        server.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/8080")
        sockets = set()
        for descriptor in os.listdir(f"/proc/{server.process.pid}/fd"):
            try:
                sockets.add(os.readlink(f"/proc/{server.process.pid}/fd/{descriptor}"))
            except OSError:
                pass
        listening = []
        for table, loopback in (("/proc/net/tcp", "0100007F"), ("/proc/net/tcp6", "00000000000000000000000001000000")):
            if not os.path.exists(table):
                continue
            with open(table) as file:
                for fields in map(str.split, list(file)[1:]):
                    if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                        address = fields[1].split(":")[0]
                        expect(address == loopback, f"it listens on {address}")
                        listening.append(address)
        expect_equal(len(listening), 3, "ports: its own, execd's and the published one")


def test_connections_that_break(server):
    for piece in (b"", b"GET /health HTTP/1.1\r\n", b"\x16\x03\x01 not HTTP\r\n\r\n"):
        for _ in range(50):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=WATCHDOG)
            connection.sendall(piece)
            # Closing so resets the connection.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
    expect_equal(server.request("GET", "/health").status, 200, "status afterwards")


# Isolation

def test_private_files(server):
    with sandbox_of(server) as first, sandbox_of(server) as second:
        for directory in ("/tmp", "/root", "/workspace"):
            server.run(first, f"echo mine > {directory}/file")
            expect_equal(server.run(first, f"cat {directory}/file")[0], ["mine"], f"{directory} from the same sandbox")
            expect_equal(server.run(second, f"ls -A {directory}")[0], [], f"{directory} from another sandbox")
        expect(not os.path.exists("/tmp/file"), "the host's /tmp is another one")
        for path in ("/usr/file", "/etc/file", "/usr/bin/env"):
            error = server.run(first, f"echo x > {path}")[1]
            expect_equal(error["type"], "error", f"writing to {path}")
        expect_equal(server.run(first, "mount -o remount,rw /usr")[1]["type"], "error", "remounting")
        expect_equal(server.run(first, "mknod /tmp/disk b 8 0")[1]["type"], "error", "making a device")


def test_private_processes(server):
    with sandbox_of(server) as sandbox:
        lines, _ = server.run(sandbox, "cat /proc/*/comm | sort -u")
        expect("opensandbox-loc" not in lines and "python3" not in lines, f"processes of the host are seen: {lines}")
        expect_equal(server.run(sandbox, f"kill -0 {os.getpid()}")[1]["type"], "error", "signalling a process of the host")


def test_command_environment(server):
    with sandbox_of(server, env={"A": "1", "B": "2"}) as sandbox:
        lines, _ = server.run(sandbox, "env | sort", envs={"B": "3", "C": "4"})
        values = dict(line.split("=", 1) for line in lines)
        expect_equal((values["A"], values["B"], values["C"], values["HOME"]), ("1", "3", "4", "/root"), "environment")
        leaked = set(values) & set(os.environ) - {"PATH", "HOME", "PWD", "SHLVL", "_", "OLDPWD"}
        expect(not leaked, f"the host's variables are seen: {leaked}")
        descriptors, _ = server.run(sandbox, "ls /proc/self/fd")
        expect_equal(descriptors, ["0", "1", "2", "3"], "open files (ls has one of its own)")


def test_denied_network(server):
    with sandbox_of(server, networkPolicy={"defaultAction": "deny"}) as sandbox:
        lines, _ = server.run(sandbox, "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")
        expect_equal(lines, ["lo"], "network devices")
        error = server.run(sandbox, f"exec 3<>/dev/tcp/127.0.0.1/{server.port}")[1]
        expect_equal(error["type"], "error", "reaching the host")


def test_ordinary_user():
    # Who is an ordinary user already need not become one.
    nobody = 65534 if os.geteuid() == 0 else None
    with Server("--tail-ms", "0", user=nobody) as server:
        sandbox = server.create()
        expect_equal(server.run(sandbox, "id -u; hostname")[0], ["0", sandbox], "who it is, and where")
        server.run(sandbox, "mkdir -m 000 /tmp/closed")
        expect_equal(server.run(sandbox, "touch /usr/file")[1]["type"], "error", "writing to /usr")
        refused = server.run(sandbox, "true", uid=1000)[1]
        expect_equal(refused["error"]["evalue"], "fork/exec bash: operation not permitted", "becoming another user")
        name, command = named_sleep()
        start_in_background(server, sandbox, command)
        pid = eventually(lambda: processes_named(name), "a command runs")[0]
        pause(server, sandbox)
        expect_equal(state_of(pid), "T", "its state while paused")
        expect_equal(server.stop(), 0, "exit code")
        expect_equal(os.listdir(server.state_parent), [], "directories left")


def test_no_isolation():
    with Server("--isolation", "none", "--tail-ms", "0") as server:
        sandbox = server.create()
        name, command = named_sleep()
        lines, last = server.run(sandbox, f"setsid bash -c '{command}' & echo $0; pwd")
        expect_equal((lines[0], last["type"]), ("bash", "execution_complete"), "a command")
        expect(lines[1].startswith(server.state_parent), "it starts in a directory of its own")
        pid = eventually(lambda: processes_named(name), "what it left behind runs")[0]
        pause(server, sandbox)
        expect_equal(state_of(pid), "T", "its state while paused")
        resume(server, sandbox)
        eventually(lambda: state_of(pid) in "RS", "it goes on")
        expect_equal(server.delete(sandbox).status, 204, "status of the deletion")
        eventually(lambda: not processes_named(name), "what left its group has gone too")
        server.create()
        expect_equal(server.stop(), 0, "exit code")
        expect_equal(os.listdir(server.state_parent), [], "directories left")


def test_refused_isolation():
    result = subprocess.run(
        [PROGRAM, "--port", "0"], env={"PATH": "/nonexistent"}, capture_output=True, text=True, timeout=WATCHDOG)
    expect_equal(result.returncode, 1, "exit code")
    expect_equal(result.stdout, "", "stdout")
    expect_equal(result.stderr.count("\n"), 1, f"lines of {result.stderr!r}")
    expect("--isolation none" in result.stderr, f"the way out in {result.stderr!r}")


def test_command_line():
    def run(*arguments):
        return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=WATCHDOG)

    for arguments in (["--port", "65536"], ["--port"], ["--tail-ms", "x"], ["--isolation", "some"], ["--host", "0.0.0.0"]):
        result = run(*arguments)
        expect_equal((result.returncode, result.stderr.count("\n")), (2, 1), f"exit code and lines for {arguments}")
    expect("--port-file" in run("--help").stdout, "--help lists the options")
    with Server() as server:
        first = f"opensandbox-local listening on http://127.0.0.1:{server.port} (development only)\n"
        expect_equal(server.output(), first, "what a quiet server prints")
        taken = run("--port", str(server.port))
        expect_equal((taken.returncode, taken.stderr.count("\n")), (1, 1), "exit code and lines for a port that is taken")


def main():
    report = Report()
    report.run("SIGTERM leaves no process and no directory", test_stop_leaves_nothing)
    report.run("a given state directory keeps what was in it", test_stop_with_given_state)
    report.run("a killed server takes its sandboxes along", test_killed_server_takes_its_sandboxes_along)
    report.run("the tail holds a stream open, and a sandbox may shorten it", test_tail_holds_the_stream)
    report.run("an ordinary user's server isolates too", test_ordinary_user)
    report.run("without isolation commands run and everything ends", test_no_isolation)
    report.run("refused isolation is told in one line", test_refused_isolation)
    report.run("mistakes on the command line are told in one line", test_command_line)
    report.run("volumes where the server allows them", test_volumes)
    report.run("no more sandboxes than the server was told", test_sandbox_limit)
    with Server("--tail-ms", "0") as server:
        for name, test in {
            "a closed stream kills its command's group": lambda: test_closed_stream_kills(server, ""),
            "a closed stream kills through the server's proxy":
                lambda: test_closed_stream_kills(server, "/v1/sandboxes/{}/proxy/44772"),
            "a background process outlives its command": lambda: test_background_process_survives(server),
            "no output of a quick command is lost": lambda: test_output_of_quick_commands(server),
            "a request's timeout kills": lambda: test_request_timeout(server),
            "invalid UTF-8 and line separators are escaped as Go does": lambda: test_invalid_utf8_and_separators(server),
            "lines are split as execd does, across writes too": lambda: test_line_splitting(server),
            "bad requests get execd's errors": lambda: test_bad_requests(server),
            "large bodies are refused": lambda: test_large_bodies_are_refused(server),
            "one connection serves many requests, sent ahead too": lambda: test_one_connection_many_requests(server),
            "a slow reader stops its command and nobody else": lambda: test_slow_reader(server),
            "a thousand streams at once": lambda: test_thousand_streams(server),
            "descriptors are given back": lambda: test_descriptors_are_given_back(server),
            "a background command's output, raw and mixed": lambda: test_background(server),
            "a background command outlives its connection": lambda: test_background_outlives_its_connection(server),
            "a background command's timeout kills its group": lambda: test_background_timeout(server),
            "a background command's end takes its group along": lambda: test_background_end_takes_its_group(server),
            "a command that cannot start": lambda: test_failed_start(server),
            "cursors into a log": lambda: test_log_cursors(server),
            "a log of a gigabyte is passed on": lambda: test_large_log(server),
            "an interrupt ends a group that refuses": lambda: test_interrupt(server),
            "commands that ended long ago are forgotten": lambda: test_forgotten_commands(server),
            "a thousand short commands": lambda: test_thousand_commands(server),
            "a file of variables for every command": lambda: test_environment_file(server),
            "what lasts in a session": lambda: test_session_state(server),
            "a session's timeout ends the shell and waits for the rest": lambda: test_session_timeout(server),
            "how a session and its runs end": lambda: test_session_ends(server),
            "an expired sandbox goes with its processes and port": lambda: test_expiry(server),
            "a pause stops every process": lambda: test_pause_stops_processes(server),
            "a pause holds the daemon and its streams": lambda: test_pause_holds_streams(server),
            "a pause holds the sandbox's ports": lambda: test_pause_holds_ports(server),
            "a paused sandbox expires": lambda: test_expiry_while_paused(server),
            "a sandbox that has ended is neither paused nor resumed": lambda: test_pause_conflicts(server),
            "metadata is patched": lambda: test_metadata(server),
            "lists are filtered and come in pages": lambda: test_list(server),
            "what is wrong with a request to create": lambda: test_create_requests(server),
            "a hook prepares the sandbox": lambda: test_preparation(server),
            "secure access needs a token": lambda: test_secure_access(server),
            "signed endpoints": lambda: test_signed_endpoints(server),
            "a create outlives its request": lambda: test_create_outlives_its_request(server),
            "an image that does not exist": lambda: test_missing_image(server),
            "without a key everybody may": lambda: test_without_key_everybody_may(server),
            "endpoints carry the headers that are needed": lambda: test_endpoint_headers(server),
            "ports of a sandbox are reached": lambda: test_ports_of_a_sandbox(server),
            "it listens on loopback only": lambda: test_loopback_only(server),
            "connections that break at once harm nobody": lambda: test_connections_that_break(server),
            "files are private, the host's read-only": lambda: test_private_files(server),
            "processes are private": lambda: test_private_processes(server),
            "environment and open files are the sandbox's": lambda: test_command_environment(server),
            "a denied network is not there": lambda: test_denied_network(server),
        }.items():
            report.run(name, test)
    report.finish()


main()
