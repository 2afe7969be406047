"""One connection of a client's: its first byte tells in which protocol it asks."""
from forward.socks import Socks4, Socks5
from forward.web import Web
from wire.peer import PeerClosed

PROTOCOLS = {b"\x04": Socks4, b"\x05": Socks5}


def visit(client, desk):
    try:
        first = client.receive()
        PROTOCOLS.get(first[:1], Web)(client, first, desk).run()
    except PeerClosed:
        client.close()
