"""One connection: exact bytes in both directions, and what the other side does meanwhile."""
import fcntl
import select
import socket
import ssl
import struct
import termios
import time


class PeerClosed(Exception):
    """The other side closed or reset the connection."""


class Peer:
    def __init__(self, connection, listener=None):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connection
        self.listener = listener  # that accepted it

    def fileno(self):
        return self._socket.fileno()

    @property
    def protocol(self):
        """What TLS agreed on to speak, None for nothing."""
        return self._socket.selected_alpn_protocol()

    def receive(self, limit=262144):
        """The next bytes. Raises PeerClosed at the end."""
        try:
            data = self._socket.recv(limit)
        except OSError as error:
            raise PeerClosed from error
        if not data:
            raise PeerClosed
        return data

    def send(self, data):
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise PeerClosed from error

    def pause(self, milliseconds=None, awaiting=None):
        """Waits so long (None: for ever) or until the descriptor `awaiting` is readable.

        Reads nothing. Raises PeerClosed as soon as the other side closes, whatever it sent before that.
        """
        poll = select.poll()
        try:
            poll.register(self._socket, select.POLLRDHUP)
        except ValueError as error:
            raise PeerClosed from error  # another thread has closed it
        if awaiting is not None:
            poll.register(awaiting, select.POLLIN)
        ready = [descriptor for descriptor, _ in poll.poll(milliseconds)]
        if self._socket.fileno() in ready:
            raise PeerClosed

    def finish(self):
        """An orderly end: over TLS a close_notify goes before the FIN."""
        if isinstance(self._socket, ssl.SSLSocket):
            self._wait_until_delivered()  # else there may be no room for the notice
            self._socket.setblocking(False)
            try:
                self._socket.unwrap()
            except OSError:
                pass  # the notice is out; the other side's is not waited for
        self.close()

    def close(self):
        """A FIN and nothing else: over TLS that is a truncation."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it went first
        self._socket.close()

    def reset(self):
        """An RST, after what was sent has left: bytes still queued here would be thrown away with it."""
        delivered = self._wait_until_delivered()
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # The RST leaves when no thread is in a call on this socket any more: SHUT_RD wakes readers, sends nothing.
            self._socket.shutdown(socket.SHUT_RD if delivered else socket.SHUT_RDWR)
        except OSError:
            pass  # it went first
        self._socket.close()

    def _wait_until_delivered(self, seconds=5.0):
        """Whether all is with the other side, or it is gone."""
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                queued = fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, b"\0" * 4)
                if struct.unpack("i", queued)[0] == 0:
                    return True
                self.pause(1)
        except (OSError, PeerClosed):
            return True
        return False
