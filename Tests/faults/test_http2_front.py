"""The HTTP/2 front before the scripted server, met with h2's own client."""
import os
import ssl

from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, ResponseReceived, StreamEnded

from tap import equal, test
from tools import Connection, call, certificates, start

CERTIFICATES = certificates()
SERVER_PORT, = start("scripted_server.py")
PORT, CONTROL_PORT = start("http2_front.py", "--upstream", f"127.0.0.1:{SERVER_PORT}", "--tls",
                           *(os.path.join(CERTIFICATES, name) for name in ("right.pem", "right.key")))


class Client:
    """Asks in HTTP/2."""

    def __init__(self):
        self.connection = Connection(PORT, over_tls("h2"))
        self.http2 = H2Connection()
        self.http2.initiate_connection()

    def ask(self, body=b""):
        """Status and body of an answer, or the last stream that the front's GOAWAY names."""
        stream = self.http2.get_next_available_stream_id()
        self.http2.send_headers(stream, [(":method", "POST"), (":path", "/s/h/x"), (":scheme", "https"), (":authority", "sandbox.test")],
                                end_stream=not body)
        if body:
            self.http2.send_data(stream, body, end_stream=True)
        status, content = None, b""
        while True:
            self.connection.send(self.http2.data_to_send())
            data = self.connection.piece()
            if not data:
                raise AssertionError("the end came before an answer")
            for event in self.http2.receive_data(data):
                if isinstance(event, ConnectionTerminated):
                    return event.last_stream_id
                if isinstance(event, ResponseReceived):
                    status = dict(event.headers)[b":status"]
                elif isinstance(event, DataReceived):
                    content += event.data
                elif isinstance(event, StreamEnded):
                    return status, content


def over_tls(protocol):
    context = ssl.create_default_context(cafile=os.path.join(CERTIFICATES, "ca.pem"))
    context.set_alpn_protocols([protocol])
    return lambda plain: context.wrap_socket(plain, server_hostname="localhost")


def begin(answer="hi"):
    equal(call(SERVER_PORT, "PUT", "/_control/script/h", f"on * /x\nrespond 201 text/plain {answer}"), (200, ""))
    equal(call(CONTROL_PORT, "DELETE", "/_control/settings"), (200, ""))


def go_away(requests, when):
    equal(call(CONTROL_PORT, "PUT", f"/_control/goaway?requests={requests}&when={when}"), (200, ""))


def count(what):
    return int(call(CONTROL_PORT, "GET", f"/_control/count?of={what}")[1])


def seen():
    return call(SERVER_PORT, "GET", "/_control/requests?script=h")[1]


@test
def http2_front_passes_requests_and_answers_on():
    begin("hi" * 20000)
    client = Client()
    equal(client.ask(b"a body"), (b"201", b"hi" * 20000))
    equal(seen().count("X-Protocol: HTTP/2\r\n"), 1)
    equal(seen().endswith("a body"), True)
    equal((count("connections"), count("requests"), count("goaways")), (1, 1, 0))


@test
def http2_front_leaves_http1_as_it_is():
    begin()
    connection = Connection(PORT, over_tls("http/1.1"))
    for _ in range(2):
        equal(connection.request("GET", "/s/h/x").answer()[::2], (201, b"hi"))
    equal((seen().count("X-Protocol"), count("connections")), (0, 0))


@test
def http2_front_goes_away_after_a_request():
    begin()
    go_away(2, "after")
    client = Client()
    equal([client.ask(), client.ask()], [(b"201", b"hi")] * 2)
    equal(client.connection.read_to_end(), "fin")
    equal((count("requests"), count("goaways"), count("refused")), (2, 1, 0))


@test
def http2_front_goes_away_instead_of_answering():
    begin()
    go_away(2, "instead")
    client = Client()
    equal((client.ask(), client.ask()), ((b"201", b"hi"), 1))
    equal(seen().count("POST"), 1)
    equal((count("requests"), count("goaways"), count("refused")), (1, 1, 1))


@test
def http2_front_mistakes_are_told():
    for method, target in (("PUT", "/_control/goaway?requests=1&when=x"), ("PUT", "/_control/goaway?requests=x"), ("GET", "/_control/count?of=x")):
        equal((target, call(CONTROL_PORT, method, target)[0]), (target, 400))
