"""A tool's control calls: plain HTTP below /_control/, small enough for a test to speak with a few lines of sockets."""
from urllib.parse import parse_qsl, unquote, urlsplit

from wire import http1
from wire.peer import PeerClosed

PREFIX = "/_control/"
WATCHDOG_SECONDS = 60.0  # a wait that lasts so long has failed; it only keeps a test from hanging


class Refusal(Exception):
    """A call that cannot be answered, with its status and reason."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


class Call:
    """One control call: `verb` is the method and the first word of the path, `name` the rest of it."""

    def __init__(self, request):
        parts = urlsplit(request.target)
        word, _, name = parts.path[len(PREFIX):].partition("/")
        self.verb = f"{request.method} {word}"
        self.name = unquote(name)
        self.host = request.host
        self.text = request.body.decode("utf-8", "replace")
        self._parameters = dict(parse_qsl(parts.query))

    def parameter(self, name, default=None):
        value = self._parameters.get(name, default)
        if value is None:
            raise Refusal(400, f"parameter {name} is missing")
        return value

    def number(self, name):
        text = self.parameter(name)
        if not text.isdecimal():
            raise Refusal(400, f"parameter {name} is no number: {text}")
        return int(text)


def is_control(request):
    return request.target.startswith(PREFIX)


def answer(request, verbs):
    """The answer's bytes. `verbs` maps "GET count" and the like to functions from a Call to text or bytes."""
    call = Call(request)
    try:
        if request.length > http1.BODY_KEPT:
            raise Refusal(413, f"more than {http1.BODY_KEPT} bytes")
        if call.verb not in verbs:
            raise Refusal(404, f"no such call: {call.verb}")
        return http1.answer(200, verbs[call.verb](call))
    except Refusal as refusal:
        return http1.answer(refusal.status, f"{refusal}\n")


def serve(peer, verbs):
    """Serves a connection on which there are control calls alone."""
    reader = http1.RequestReader(peer)
    try:
        while True:
            request = reader.read_head()
            reader.read_body(request)
            peer.send(answer(request, verbs))
    except (PeerClosed, http1.BadRequest):
        peer.close()
