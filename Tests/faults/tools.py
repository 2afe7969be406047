"""The tools under test, started as programs, and raw sockets to meet them with."""
import atexit
import os
import select
import socket
import subprocess
import sys
import tempfile

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Tools", "faults")
PATIENCE = 60.0  # seconds until a socket that should have had news is given up; no test passes by waiting for it


_COMPLAINTS = tempfile.TemporaryFile()


def complaints():
    """What the tools have written to standard error so far."""
    _COMPLAINTS.seek(0)
    return _COMPLAINTS.read().decode()


def start(tool, *arguments):
    """Starts a tool and returns the ports it says. It ends when this program does."""
    process = subprocess.Popen([sys.executable, os.path.join(TOOLS, tool), "--exit-at-eof", *arguments],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=_COMPLAINTS, text=True)

    def stop():
        process.stdin.close()
        process.stdout.close()
        process.wait()

    atexit.register(stop)
    return [int(port) for port in process.stdout.readline().split()[1:]]


def certificates():
    directory = tempfile.TemporaryDirectory(prefix="osb-certificates-")
    atexit.register(directory.cleanup)
    subprocess.run([os.path.join(TOOLS, "make_certificates.sh"), directory.name], check=True)
    return directory.name


class Connection:
    """A client's end. `received` is all that has come so far."""

    def __init__(self, port, wrap=lambda plain: plain):
        self.socket = wrap(socket.create_connection(("127.0.0.1", port), PATIENCE))
        self.received = b""

    def send(self, data):
        self.socket.sendall(data)
        return self

    def request(self, method, target, body=b"", host="a.test:1"):
        head = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\n\r\n"
        return self.send(head.encode() + body)

    def piece(self):
        """What the next read gives; b"" at the end."""
        data = self.socket.recv(1 << 20)
        self.received += data
        return data

    def read_until(self, text):
        while text not in self.received:
            if not self.piece():
                raise AssertionError(f"the end came before {text}: {self.received[-200:]}")
        return self.received

    def read_to_end(self):
        """All that comes, and how it ends: "fin" or "rst"."""
        try:
            while self.piece():
                pass
            return "fin"
        except ConnectionResetError:
            return "rst"

    def answer(self):
        """A whole answer that has a Content-Length: status, headers, body. Nothing may follow it."""
        head, _, body = self.read_until(b"\r\n\r\n").partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:])
        while len(body) < int(fields.get("Content-Length", "0")):
            data = self.piece()
            if not data:
                raise AssertionError("the end came before the end of the body")
            body += data
        self.received = b""
        return int(lines[0].split()[1]), fields, body

    def is_open(self):
        """Whether neither an end nor anything unread has come."""
        self.socket.setblocking(False)
        try:
            self.socket.recv(1, socket.MSG_PEEK)
            return False
        except BlockingIOError:
            return True
        finally:
            self.socket.settimeout(PATIENCE)

    def end_unread(self):
        """How the connection ends, told without reading: "fin" or "rst"."""
        poll = select.poll()
        poll.register(self.socket, select.POLLRDHUP)
        events = poll.poll(PATIENCE * 1000)
        if not events:
            raise AssertionError("no end came")
        return "rst" if events[0][1] & select.POLLERR else "fin"

    def close(self):
        self.socket.close()


def call(port, method, target, text=""):
    """One call on a fresh connection: status and body as text."""
    connection = Connection(port).request(method, target, text.encode())
    status, _, body = connection.answer()
    connection.close()
    return status, body.decode("latin-1")
