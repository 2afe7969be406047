"""HTTP/1.1 as far as these tools need it: requests are read and kept as they came, answers are composed."""
from http import HTTPStatus

HEAD_LIMIT = 16 << 20
BODY_KEPT = 1 << 20  # of a longer body the rest is read and forgotten


class BadRequest(Exception):
    """What came is not a request."""


class Request:
    def __init__(self, head):
        self.raw = bytearray(head)
        lines = head.decode("latin-1").split("\r\n")
        try:
            self.method, self.target, _ = lines[0].split(" ")
            self._fields = {name.strip().lower(): value.strip()
                            for name, value in (line.split(":", 1) for line in lines[1:] if line)}
            self.length = int(self._fields.get("content-length", "0"))
        except ValueError as error:
            raise BadRequest(lines[0][:200]) from error
        self._head_size = len(head)

    @property
    def host(self):
        return self.field("host")

    def field(self, name):
        return self._fields.get(name, "")

    @property
    def chunked(self):
        return "chunked" in self.field("transfer-encoding").lower()

    @property
    def body(self):
        """The bytes kept of the body, still in their transfer coding."""
        return bytes(self.raw[self._head_size:])

    def keep(self, piece):
        room = self._head_size + BODY_KEPT - len(self.raw)
        self.raw += piece[:max(room, 0)]


class RequestReader:
    def __init__(self, peer, received=b""):
        self._peer = peer
        self._buffer = received

    def read_head(self):
        """The next request without its body. Raises PeerClosed where none comes any more."""
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > HEAD_LIMIT:
                raise BadRequest("no end of headers")
            self._buffer += self._peer.receive()
        return Request(self._take(end + 4))

    def read_body(self, request):
        if not request.chunked:
            self.read_part(request, request.length)
            return
        while True:
            line = self._read_line(request)
            try:
                size = int(line.split(b";")[0], 16)
            except ValueError as error:
                raise BadRequest("chunk size") from error
            if size == 0:
                break
            self.read_part(request, size + 2)
        while self._read_line(request) != b"\r\n":
            pass  # trailers

    def read_part(self, request, size):
        """The next `size` bytes of the body, as they come."""
        while size > 0:
            if not self._buffer:
                self._buffer = self._peer.receive()
            piece = self._take(min(size, len(self._buffer)))
            request.keep(piece)
            size -= len(piece)

    def unread(self):
        """What came after the last request read."""
        return self._take(len(self._buffer))

    def _read_line(self, request):
        while (end := self._buffer.find(b"\r\n")) < 0:
            if len(self._buffer) > HEAD_LIMIT:
                raise BadRequest("no end of line")
            self._buffer += self._peer.receive()
        line = self._take(end + 2)
        request.keep(line)
        return line

    def _take(self, size):
        piece, self._buffer = self._buffer[:size], self._buffer[size:]
        return piece


def head(status, fields):
    """A status line and header fields, given as pairs of text."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unassigned"
    lines = [f"HTTP/1.1 {status} {phrase}"] + [f"{name}: {value}" for name, value in fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(status, text="", fields=()):
    """A whole plain answer."""
    body = text if isinstance(text, bytes) else text.encode()
    return head(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), *fields]) + body
