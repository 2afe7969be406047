"""Bytes both ways between two connections."""
import select
import socket

from wire.peer import Peer, PeerClosed


def call_up(address):
    return Peer(socket.create_connection(address))


def carry(one, other):
    """Until one of them ends. On one thread, because no two may use a TLS connection."""
    others = {one: other, other: one}
    try:
        while True:
            for peer in select.select([one, other], [], [])[0]:
                others[peer].send(peer.receive())
    except PeerClosed:
        one.close()
        other.close()
