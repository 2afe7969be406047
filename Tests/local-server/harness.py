"""What the tests of the local server share: a server of their own, HTTP to the byte, and reports of one line a test."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAPTURES = ROOT / "Tests" / "captures"
PROGRAM = os.environ.get("OSB_LOCAL_SERVER", str(ROOT / ".build" / "local-server" / "release" / "opensandbox-local"))

# Against hanging only; nothing is decided by it.
WATCHDOG = 60


class Failure(Exception):
    """A test's expectation that was not met."""


def expect(condition, what):
    if not condition:
        raise Failure(what)


def expect_equal(found, wanted, what):
    if found != wanted:
        raise Failure(f"{what}: {found!r}, expected {wanted!r}")


def eventually(condition, what):
    """Polls until the condition gives something true, and answers it."""
    deadline = time.monotonic() + WATCHDOG
    while time.monotonic() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.01)
    raise Failure(f"never came true: {what}")


def memory_kib(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


class Report:
    """Prints a line a test and remembers whether one failed."""

    def __init__(self):
        self.failed = False

    def run(self, name, test):
        try:
            test()
        except Failure as failure:
            self.fail(name, str(failure))
        except Exception as error:  # a test that breaks has failed, and the others go on
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.fail(name, f"{type(error).__name__}: {error} ({pathlib.Path(where.filename).name}:{where.lineno})")
        else:
            print(f"ok - {name}", flush=True)

    def fail(self, name, reason):
        self.failed = True
        print(f"not ok - {name}: {reason[:800]}".replace("\n", " "), flush=True)

    def finish(self):
        sys.exit(1 if self.failed else 0)


class Server:
    """A local server of the test's own; `stop` ends it the way a user does."""

    def __init__(self, *options, user=None):
        self.directory = tempfile.TemporaryDirectory(prefix="osb-test-")
        self.state_parent = os.path.join(self.directory.name, "state")
        os.mkdir(self.state_parent)
        program = [PROGRAM]
        if user is not None:
            # Where this user may read and write; the build's directory need not be such a place.
            copy = shutil.copy(PROGRAM, self.directory.name)
            for path in (self.directory.name, self.state_parent):
                os.chown(path, user, user)
            program = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", copy]
        port_file = os.path.join(self.directory.name, "port")
        self.log = open(os.path.join(self.directory.name, "log"), "w+b")
        self.process = subprocess.Popen(
            [*program, "--port", "0", "--port-file", port_file, "--quiet", *options],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            env={**os.environ, "TMPDIR": self.state_parent})
        eventually(lambda: os.path.exists(port_file) or self.process.poll() is not None, "the server is ready")
        if self.process.poll() is not None:
            raise Failure(f"the server did not start: {self.output()}")
        with open(port_file) as file:
            self.port = int(file.read())

    def output(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode()

    def stop(self):
        """Answers the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(WATCHDOG)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failure("the server did not stop") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            self.log.close()
            self.directory.cleanup()

    # The lifecycle API, as far as tests need it to prepare something.

    def request(self, method, path, body=None, headers=(), port=None):
        return request(port or self.port, method, path, body, headers)

    def create(self, **fields):
        body = {
            "image": {"uri": "ubuntu:latest"}, "entrypoint": ["tail", "-f", "/dev/null"], "timeout": 600,
            "resourceLimits": {"cpu": "500m", "memory": "256Mi"}, **fields,
        }
        answer = self.request("POST", "/v1/sandboxes", body, self.key_headers)
        expect_equal(answer.status, 202, f"status of a create ({answer.body!r})")
        return answer.json()["id"]

    key_headers = ()

    def delete(self, sandbox):
        return self.request("DELETE", f"/v1/sandboxes/{sandbox}", headers=self.key_headers)

    def info(self, sandbox):
        return self.request("GET", f"/v1/sandboxes/{sandbox}", headers=self.key_headers)

    def execd(self, sandbox):
        """The port of the host on which the sandbox's execd listens."""
        answer = self.request("GET", f"/v1/sandboxes/{sandbox}/endpoints/44772", headers=self.key_headers)
        return int(answer.json()["endpoint"].split("/")[0].split(":")[1])

    def run(self, sandbox, command, **fields):
        """Runs a command to its end; answers its stdout lines and its last event."""
        answer = self.request("POST", "/command", {"command": command, **fields}, port=self.execd(sandbox))
        expect_equal(answer.status, 200, f"status of a command ({answer.body!r})")
        events = parse_events(answer.body)
        lines = [event["text"] for event in events if event["type"] == "stdout"]
        return lines, events[-1]


def request_bytes(method, path, body, headers, host):
    """An HTTP/1.1 request, put together."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    payload = b""
    if body is not None:
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        lines += ["Content-Type: application/json", f"Content-Length: {len(payload)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


def request(port, method, path, body=None, headers=()):
    with Exchange(port, request_bytes(method, path, body, headers, f"127.0.0.1:{port}")) as exchange:
        return exchange.answer()


class Answer:
    def __init__(self, status, headers, body, complete):
        self.status = status
        self.headers = headers  # as (name, value), to the letter
        self.body = body
        self.complete = complete  # False: it broke off before its announced end

    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Exchange:
    """One request on a connection of its own, and its answer as it comes."""

    def __init__(self, port, data):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=WATCHDOG)
        self.connection.sendall(data)
        self.received = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def more(self):
        """Receives a piece; False at the end."""
        try:
            piece = self.connection.recv(1 << 16)
        except ConnectionResetError:
            piece = b""
        self.received += piece
        return bool(piece)

    def until(self, condition, what):
        while not condition(self.received):
            if not self.more():
                raise Failure(f"the connection closed before {what}: {bytes(self.received[-300:])!r}")
        return self.received

    def answer(self):
        """Reads until the answer ends or breaks off."""
        reader = AnswerReader()
        while not reader.read(self.received):
            if not self.more():
                reader.end()
                break
        if reader.status is None:
            raise Failure("the connection closed without an answer")
        return reader.answer()


class AnswerReader:
    """An answer in the making. It looks at every byte once, for a stream may bring millions of pieces."""

    def __init__(self):
        self.at = 0
        self.status = None
        self.headers = []
        self.body = bytearray()
        self.remaining = None  # bytes of the body, or of the present chunk, still to come
        self.is_chunked = False
        self.complete = False

    def read(self, data):
        """Takes what is new in `data`, which only ever grows. True when the answer is complete."""
        while self.status is None:
            end = data.find(b"\r\n\r\n", self.at)
            if end < 0:
                return False
            self.begin(data[self.at:end].decode("latin-1").split("\r\n"))
            self.at = end + 4
        if self.is_chunked:
            self.read_chunks(data)
        else:
            self.take(data)
            self.complete = self.remaining == 0
        return self.complete

    def begin(self, lines):
        status = int(lines[0].split(" ")[1])
        if status == 100:
            return
        self.status = status
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:]]
        lower = {name.lower(): value for name, value in self.headers}
        self.is_chunked = lower.get("transfer-encoding") == "chunked"
        if self.is_chunked or "content-length" in lower:
            self.remaining = int(lower.get("content-length", 0))
        elif status in (204, 304):
            self.remaining = 0

    def take(self, data):
        piece = data[self.at:] if self.remaining is None else data[self.at:self.at + self.remaining]
        self.body += piece
        self.at += len(piece)
        if self.remaining is not None:
            self.remaining -= len(piece)

    def read_chunks(self, data):
        while True:
            if self.remaining > 2:
                # The chunk's line end, counted with it, is no part of the body.
                self.remaining -= 2
                self.take(data)
                self.remaining += 2
            if self.remaining > 0:
                if self.remaining > 2 or len(data) - self.at < 2:
                    return
                self.at += 2
                self.remaining = 0
            end = data.find(b"\r\n", self.at)
            if end < 0:
                return
            length = int(data[self.at:end], 16)
            if length == 0:
                self.complete = data[end + 2:end + 4] == b"\r\n"
                return
            self.at = end + 2
            self.remaining = length + 2

    def end(self):
        """The connection has closed, which completes an answer that did not say how long it is."""
        if self.remaining is None and self.status is not None:
            self.complete = True

    def answer(self):
        return Answer(self.status, self.headers, bytes(self.body), self.complete)


def parse_answer(data, at_end=False):
    """The answer in `data`, or None while its head is incomplete."""
    reader = AnswerReader()
    reader.read(data)
    if at_end:
        reader.end()
    return None if reader.status is None else reader.answer()


def parse_events(body):
    """execd's stream: bare JSON objects with an empty line behind each."""
    return [json.loads(event) for event in body.decode().split("\n\n") if event.strip()]


@contextlib.contextmanager
def sandbox_of(server, **fields):
    sandbox = server.create(**fields)
    try:
        yield sandbox
    finally:
        server.delete(sandbox)
