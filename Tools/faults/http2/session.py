"""One connection that speaks HTTP/2 (RFC 9113): its requests go to the server one after the other, in HTTP/1.1."""
import http.client

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded, StreamReset

from wire.peer import PeerClosed

MARK = ("X-Protocol", "HTTP/2")  # what the server sees of requests that came so
LEFT_OUT = ("connection", "transfer-encoding", "keep-alive", "content-length")


class Session:
    def __init__(self, peer, upstream, desk):
        self._peer = peer
        self._desk = desk
        self._server = http.client.HTTPConnection(*upstream)
        self._http2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._requests = {}  # stream -> fields and body so far
        self._begun = 0
        self._last = 0

    def run(self):
        self._desk.add("connections")
        self._http2.initiate_connection()
        try:
            self._flush()
            while True:
                for event in self._http2.receive_data(self._peer.receive()):
                    self._meet(event)
                self._flush()
        except PeerClosed:
            self._server.close()
            self._peer.close()

    def _flush(self):
        if data := self._http2.data_to_send():
            self._peer.send(data)

    def _meet(self, event):
        if isinstance(event, RequestReceived):
            self._requests[event.stream_id] = (event.headers, bytearray())
        elif isinstance(event, DataReceived):
            self._http2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            self._requests[event.stream_id][1].extend(event.data)
        elif isinstance(event, StreamReset):
            self._requests.pop(event.stream_id, None)
        elif isinstance(event, StreamEnded):
            self._end(event.stream_id)

    def _end(self, stream):
        """A whole request is here."""
        fields, body = self._requests.pop(stream)
        self._begun += 1
        most, when = self._desk.goaway
        is_last = self._begun == most
        if is_last and when == "instead":
            self._desk.add("refused")
            self._go_away()
        self._desk.add("requests")
        self._last = stream
        self._answer(stream, fields, bytes(body))
        if is_last:
            self._go_away()

    def _go_away(self):
        """What is open beyond the last stream that it names was not met, and may be asked again elsewhere."""
        self._desk.add("goaways")
        self._http2.close_connection(last_stream_id=self._last)
        self._flush()
        self._peer.finish()
        raise PeerClosed

    def _answer(self, stream, fields, body):
        pseudo = {name: value for name, value in fields if name.startswith(":")}
        kept = {name: value for name, value in fields if not name.startswith(":")}
        kept.setdefault("content-length", str(len(body)))
        self._server.request(pseudo[":method"], pseudo[":path"], body, {**kept, "Host": pseudo[":authority"], **dict([MARK])})
        answer = self._server.getresponse()
        content = answer.read()
        head = [(":status", str(answer.status))]
        head += [(name.lower(), value) for name, value in answer.getheaders() if name.lower() not in LEFT_OUT]
        self._http2.send_headers(stream, head + [("content-length", str(len(content)))], end_stream=not content)
        size = self._http2.max_outbound_frame_size
        for start in range(0, len(content), size):  # as long as it all fits the window: 64 KiB
            self._http2.send_data(stream, content[start:start + size], end_stream=start + size >= len(content))
        self._flush()
