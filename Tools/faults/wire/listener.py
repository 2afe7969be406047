"""Listening sockets, a thread for each connection."""
import os
import resource
import socket
import sys
import threading
import time

from wire.peer import Peer

HANDSHAKE_SECONDS = 30.0
STACK_BYTES = 256 << 10  # a thousand connections are a thousand threads


class Listener:
    def __init__(self, address, port, port_file=None, tls=None):
        """Listens at once. With a port file, the number of the port is in it before this returns."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.create_server((address, port), family=family, backlog=4096)
        self._tls = tls
        self.port = self._socket.getsockname()[1]
        if port_file:
            part = f"{port_file}.part"
            with open(part, "w", encoding="ascii") as file:
                file.write(f"{self.port}\n")
            os.replace(part, port_file)

    def present(self, tls):
        """Connections from here on meet this TLS context."""
        self._tls = tls

    def start(self, serve):
        """Calls `serve(peer)` for each connection, on a thread of its own."""
        threading.Thread(target=self._accept, args=(serve,), daemon=True).start()

    def _accept(self, serve):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                time.sleep(0.01)  # out of descriptors: accepting at once would only spin
                continue
            threading.Thread(target=self._serve, args=(connection, serve), daemon=True).start()

    def _serve(self, connection, serve):
        tls = self._tls
        if tls:
            try:
                connection.settimeout(HANDSHAKE_SECONDS)
                connection = tls.wrap_socket(connection, server_side=True, suppress_ragged_eofs=True, do_handshake_on_connect=False)
                connection.do_handshake()
                connection.settimeout(None)
            except OSError:
                dismiss(connection)  # one of the two did not like the other's certificate, or the client went
                return
        serve(Peer(connection, self))


def dismiss(connection):
    """Closes it when the other side has: what it sent and nobody read would be answered with an RST, which overtakes our alert."""
    try:
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
    except OSError:
        pass
    connection.close()


def prepare_process():
    """Room for many connections: every descriptor allowed, small stacks."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    threading.stack_size(STACK_BYTES)


def run_until_stopped(ports, exit_at_eof):
    """Says that the tool is ready, then sleeps until a signal, or the end of standard input, stops it."""
    print("ready", *ports, flush=True)
    try:
        if exit_at_eof:
            sys.stdin.buffer.read()
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
