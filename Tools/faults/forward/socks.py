"""SOCKS 4 and 4a, and SOCKS 5 (RFC 1928) with a user and password (RFC 1929)."""
import socket

from forward.tunnel import carry
from wire.peer import PeerClosed

NO_CREDENTIALS, PASSWORD, NOTHING = 0, 2, 0xFF
IPV4, NAME, IPV6 = 1, 3, 4


class Socks:
    """What both versions are: some bytes each way, then a tunnel."""
    kind = ""

    def __init__(self, client, received, desk):
        self._client = client
        self._received = received
        self._desk = desk

    def _take(self, size):
        while len(self._received) < size:
            self._received += self._client.receive()
        piece, self._received = self._received[:size], self._received[size:]
        return piece

    def _note(self, target, credentials):
        self._desk.note(self.kind, f"{self.kind.upper()} {target}\r\nCredentials: {credentials}\r\n\r\n")

    def _tunnel(self, target, accepted):
        server = self._desk.connect(target)
        self._client.send(accepted)
        if self._received:
            server.send(self._received)
        carry(self._client, server)


class Socks4(Socks):
    kind = "socks4"

    def run(self):
        head = self._take(8)
        port = int.from_bytes(head[2:4], "big")
        address = head[4:]
        user = self._take_text()
        is_name = address[:3] == b"\0\0\0" and address[3]  # 4a
        host = self._take_text() if is_name else socket.inet_ntop(socket.AF_INET, address)
        self._note(f"{host}:{port}", user)
        if self._desk.refusal or self._desk.credentials.partition(":")[0] not in ("", user):
            self._client.send(bytes([0, 91]) + head[2:])
            raise PeerClosed
        self._tunnel(f"{host}:{port}", bytes([0, 90]) + head[2:])

    def _take_text(self):
        text = b""
        while (byte := self._take(1)) != b"\0":
            text += byte
        return text.decode()


class Socks5(Socks):
    kind = "socks5"

    def run(self):
        credentials = self._greet()
        _, _, _, form = self._take(4)
        if form == NAME:
            host = self._take(self._take(1)[0]).decode()
        elif form == IPV6:
            host = socket.inet_ntop(socket.AF_INET6, self._take(16))
        else:
            host = socket.inet_ntop(socket.AF_INET, self._take(4))
        port = int.from_bytes(self._take(2), "big")
        self._note(f"{host}:{port}", credentials)
        if refusal := self._desk.refusal:
            self._client.send(self._reply(refusal))
            raise PeerClosed
        self._tunnel(f"{host}:{port}", self._reply(0))

    @staticmethod
    def _reply(code):
        return bytes([5, code, 0, IPV4]) + bytes(6)

    def _greet(self):
        """Which credentials the client gave; ends with it where they are not those demanded."""
        _, count = self._take(2)
        offered = self._take(count)
        wanted = PASSWORD if self._desk.credentials else NO_CREDENTIALS
        if wanted not in offered:
            self._client.send(bytes([5, NOTHING]))
            raise PeerClosed
        self._client.send(bytes([5, wanted]))
        if wanted == NO_CREDENTIALS:
            return ""
        self._take(1)
        user, password = (self._take(self._take(1)[0]).decode() for _ in range(2))
        given = f"{user}:{password}"
        is_right = given == self._desk.credentials
        self._client.send(bytes([1, 0 if is_right else 1]))
        if not is_right:
            raise PeerClosed
        return given
