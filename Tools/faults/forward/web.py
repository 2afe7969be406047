"""An HTTP proxy (RFC 9110, 7.3.2 and 9.3.6): requests in absolute form, and CONNECT."""
import base64
import threading

from forward.tunnel import carry
from wire import http1
from wire.peer import PeerClosed


class Web:
    def __init__(self, client, received, desk):
        self._client = client
        self._reader = http1.RequestReader(client, received)
        self._desk = desk
        self._server = None

    def run(self):
        try:
            while True:
                request = self._reader.read_head()
                is_connect = request.method == "CONNECT"
                self._desk.note("connect" if is_connect else "http", bytes(request.raw).decode("latin-1"))
                if answer := self._refusal(request):
                    self._reader.read_body(request)
                    self._client.send(answer)
                elif is_connect:
                    self._tunnel(request.target)
                    return
                else:
                    self._pass_on(request)
        except (PeerClosed, http1.BadRequest):
            if self._server:
                self._server.close()
            self._client.close()

    def _refusal(self, request):
        if refusal := self._desk.refusal:
            return http1.answer(refusal, "refused by the forward proxy\n")
        wanted = self._desk.credentials
        if wanted and request.field("proxy-authorization") != "Basic " + base64.b64encode(wanted.encode()).decode():
            return http1.answer(407, "the forward proxy wants credentials\n", [("Proxy-Authenticate", 'Basic realm="tests"')])
        return None

    def _tunnel(self, target):
        server = self._desk.connect(target)
        # A field that is the proxy's own, and not the server's.
        self._client.send(http1.head(200, [("X-Proxy", "forward")]))
        if early := self._reader.unread():
            server.send(early)
        carry(self._client, server)

    def _pass_on(self, request):
        """One request to the server; the answers come by themselves."""
        host, _, path = request.target.partition("://")[2].partition("/")
        if self._server is None:
            self._server = self._desk.connect(host)
            threading.Thread(target=self._answer, daemon=True).start()
        lines = bytes(request.raw).decode("latin-1").split("\r\n")
        lines[0] = f"{request.method} /{path} HTTP/1.1"
        kept = [line for line in lines if not line.lower().startswith("proxy-")]
        self._server.send("\r\n".join(kept).encode("latin-1"))
        request.keep = self._server.send  # the body as it comes
        self._reader.read_body(request)

    def _answer(self):
        try:
            while True:
                self._client.send(self._server.receive())
        except PeerClosed:
            self._client.close()
