"""The forward proxy before the scripted server, met with raw sockets."""
import base64
import os
import ssl

from tap import equal, test
from tools import Connection, call, certificates, start

CERTIFICATES = certificates()
PAIR = [os.path.join(CERTIFICATES, name) for name in ("right.pem", "right.key")]
SERVER_PORT, TLS_SERVER_PORT = start("scripted_server.py", "--tls", *PAIR, os.path.join(CERTIFICATES, "port"))
PORT, TLS_PORT, CONTROL_PORT = start("forward_proxy.py", "--upstream", f"127.0.0.1:{SERVER_PORT}",
                                     "--tls-upstream", f"127.0.0.1:{TLS_SERVER_PORT}", "--tls", *PAIR)


def begin(credentials="", refusal=0):
    equal(call(SERVER_PORT, "PUT", "/_control/script/f", "on * /x\nrespond 200 text/plain hi"), (200, ""))
    equal(call(CONTROL_PORT, "DELETE", "/_control/settings"), (200, ""))
    equal(call(CONTROL_PORT, "PUT", "/_control/credentials", credentials), (200, ""))
    equal(call(CONTROL_PORT, "PUT", f"/_control/refusal?code={refusal}"), (200, ""))


def count(kind):
    return int(call(CONTROL_PORT, "GET", f"/_control/count?of={kind}")[1])


def record():
    return call(CONTROL_PORT, "GET", "/_control/record")[1]


def over_tls(plain):
    context = ssl.create_default_context(cafile=os.path.join(CERTIFICATES, "ca.pem"))
    return context.wrap_socket(plain, server_hostname="sandbox.test")


def ask(connection):
    return connection.request("GET", "/s/f/x", host="sandbox.test").answer()[2]


def taken(connection, request, size):
    """The proxy's answer to some bytes, of which no more is read than it has."""
    connection.send(request)
    answer = b""
    while len(answer) < size and (piece := connection.socket.recv(size - len(answer))):
        answer += piece
    return answer


@test
def forward_proxy_passes_requests_in_absolute_form_on():
    begin()
    connection = Connection(PORT)
    for body in (b"", b"a body"):
        equal(connection.request("POST", "http://sandbox.test/s/f/x", body, host="sandbox.test").answer()[2], b"hi")
    connection.send(b"GET http://sandbox.test/s/f/x HTTP/1.1\r\nHost: sandbox.test\r\nProxy-Authorization: Basic x\r\n\r\n")
    equal(connection.answer()[2], b"hi")
    seen = call(SERVER_PORT, "GET", "/_control/requests?script=f")[1]
    equal((seen.count("POST /s/f/x HTTP/1.1"), seen.count("a body"), seen.count("Proxy")), (2, 1, 0))
    equal((count("http"), count("connect"), record().count("POST http://sandbox.test/s/f/x HTTP/1.1\r\n")), (3, 0, 2))


@test
def forward_proxy_connects_at_443_over_tls_and_else_plainly():
    begin()
    for target, wrap in ((b"sandbox.test:443", over_tls), (b"sandbox.test:80", lambda plain: plain)):
        connection = Connection(PORT)
        connection.send(b"CONNECT " + target + b" HTTP/1.1\r\nHost: " + target + b"\r\n\r\n")
        equal(connection.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 200 "), True)
        connection.received = b""
        connection.socket = wrap(connection.socket)
        equal(ask(connection), b"hi")
    equal(count("connect"), 2)


@test
def forward_proxy_is_spoken_to_over_tls_too():
    begin()
    connection = Connection(TLS_PORT, over_tls)
    for _ in range(2):
        equal(connection.request("GET", "http://sandbox.test/s/f/x", host="sandbox.test").answer()[2], b"hi")
    equal(count("http"), 2)


@test
def forward_proxy_wants_credentials():
    begin("user:word")
    for given, status in (("", 407), ("user:other", 407), ("user:word", 200)):
        line = f"Proxy-Authorization: Basic {base64.b64encode(given.encode()).decode()}\r\n" if given else ""
        for target in ("GET http://sandbox.test/s/f/x", "CONNECT sandbox.test:80"):
            connection = Connection(PORT).send(f"{target} HTTP/1.1\r\nHost: sandbox.test\r\n{line}\r\n".encode())
            equal((given, target, connection.answer()[0]), (given, target, status))


@test
def forward_proxy_refuses():
    begin(refusal=503)
    equal(Connection(PORT).request("GET", "http://sandbox.test/s/f/x").answer()[0], 503)
    equal(Connection(PORT).send(b"CONNECT sandbox.test:443 HTTP/1.1\r\n\r\n").answer()[0], 503)
    begin(refusal=5)
    connection = Connection(PORT)
    taken(connection, b"\x05\x01\x00", 2)
    equal(taken(connection, b"\x05\x01\x00\x03\x01a\x00\x50", 10)[:2], b"\x05\x05")
    equal(taken(Connection(PORT), b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00", 8)[:2], b"\x00\x5b")


@test
def forward_proxy_speaks_socks4_with_addresses_and_names():
    begin()
    for address, name in ((b"\xc0\x00\x02\x01", b""), (b"\x00\x00\x00\x01", b"sandbox.test\0")):
        connection = Connection(PORT)
        equal(taken(connection, b"\x04\x01\x00\x50" + address + b"user\0" + name, 8), b"\x00\x5a\x00\x50" + address)
        equal(ask(connection), b"hi")
    equal(record(), "SOCKS4 192.0.2.1:80\r\nCredentials: user\r\n\r\nSOCKS4 sandbox.test:80\r\nCredentials: user\r\n\r\n")


@test
def forward_proxy_speaks_socks5_with_addresses_and_names():
    begin()
    targets = {b"\x01\xc0\x00\x02\x01": "192.0.2.1", b"\x03\x0csandbox.test": "sandbox.test", b"\x04" + bytes(15) + b"\x01": "::1"}
    for form, name in targets.items():
        connection = Connection(PORT)
        equal(taken(connection, b"\x05\x02\x00\x02", 2), b"\x05\x00")
        equal(taken(connection, b"\x05\x01\x00" + form + b"\x00\x50", 10), b"\x05\x00\x00\x01" + bytes(6))
        equal(ask(connection), b"hi")
        equal(f"SOCKS5 {name}:80\r\n" in record(), True)
    equal(count("socks5"), 3)


@test
def forward_proxy_wants_credentials_in_socks5():
    begin("user:word")
    equal(taken(Connection(PORT), b"\x05\x01\x00", 2), b"\x05\xff")
    for word, answer in ((b"other", b"\x01\x01"), (b"word", b"\x01\x00")):
        connection = Connection(PORT)
        equal(taken(connection, b"\x05\x02\x00\x02", 2), b"\x05\x02")
        equal(taken(connection, b"\x01\x04user" + bytes([len(word)]) + word, 2), answer)
    equal(taken(connection, b"\x05\x01\x00\x03\x01a\x00\x50", 10)[1], 0)
    equal("Credentials: user:word\r\n" in record(), True)


@test
def forward_proxy_mistakes_are_told():
    for method, target in (("GET", "/_control/count?of=x"), ("GET", "/_control/count"), ("PUT", "/_control/refusal?code=x")):
        equal((target, call(CONTROL_PORT, method, target)[0]), (target, 400))
