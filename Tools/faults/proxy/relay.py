"""One connection through the proxy: a lane of bytes each way, with its faults."""
import socket
import threading
import time
from collections import deque

from wire.peer import Peer, PeerClosed

HELD_BYTES = 16 << 20  # on the way in one lane, so that latency costs no throughput


class Lane:
    """Bytes on their way in one direction: put as they come, passed on when their time has come."""

    def __init__(self, direction, path, desk):
        self._direction = direction
        self._desk = desk
        self._changed = threading.Condition()
        self._pieces = deque()
        self._held = 0
        self._stopped = False
        self._is_mute = False  # bytes are missing: what comes after them would be another stream
        self.take_on(path)

    def take_on(self, path):
        """From now on these faults, their bytes counted from here."""
        with self._changed:
            self._path = path
            self._passed = 0

    def put(self, data):
        """What was read, or b"" for its end."""
        with self._changed:
            self._changed.wait_for(lambda: self._held <= HELD_BYTES or self._stopped)
            self._pieces.append((time.monotonic() + self._path.latency / 1000, data))
            self._held += len(data)
            self._changed.notify_all()

    def stop(self):
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def carry(self, peer):
        """Passes on what is put until the connection is to end, and says how: `cut` or `reset`."""
        while (data := self._next()) is not None:
            if not data and not self._swallows():
                return "cut"
            while data:
                data, end = self._pass(peer, data)
                if end:
                    return end
        return "cut"

    def _next(self):
        with self._changed:
            while not self._stopped:
                left = self._pieces[0][0] - time.monotonic() if self._pieces else None
                if left is None or left > 0:
                    self._changed.wait(left)
                    continue
                _, data = self._pieces.popleft()
                self._held -= len(data)
                self._changed.notify_all()
                return data
            return None

    def _pass(self, peer, data):
        """Passes on as much as may go at once. Returns the rest, and how the connection is to end if it is."""
        with self._changed:
            path, passed, is_mute = self._path, self._passed, self._is_mute
        if is_mute:
            self._desk.add("swallowed", len(data))
            return b"", None
        size = min(len(data), path.pace.size) if path.pace else len(data)
        if path.end:
            size = min(size, path.end.after - passed)
        if size:
            peer.send(data[:size])
            self._desk.add(self._direction, size)
            with self._changed:
                if self._path is path:
                    self._passed += size
        if path.end and passed + size == path.end.after:
            if path.end.how != "silence":
                return b"", path.end.how
            self._is_mute = size < len(data)
            self._desk.add("swallowed", len(data) - size)
            return b"", None
        if path.pace:
            peer.pause(path.pace.every)
        return data[size:], None

    def _swallows(self):
        with self._changed:
            end = self._path.end
            return self._is_mute or (end is not None and end.how == "silence" and self._passed == end.after)


class Relay:
    def __init__(self, client, upstream, plan, desk):
        """`upstream` is an address, called when there is something to pass on."""
        self._client = client
        self._upstream = upstream
        self._server = None
        self._garbage = plan.garbage
        self._desk = desk
        self._lock = threading.Lock()
        self._ended = False
        self._up = Lane("up", plan.up, desk)
        self._down = Lane("down", plan.down, desk)

    def take_on(self, plan):
        """From now on these faults. One that leaves no byte through ends an idle connection at once."""
        self._garbage = plan.garbage
        self._up.take_on(plan.up)
        self._down.take_on(plan.down)
        for end in (plan.up.end, plan.down.end):
            if end and end.after == 0 and end.how != "silence":
                self._end(end.how)

    def run(self):
        """Reads what the client sends, until that has an end."""
        try:
            while True:
                data = self._intercept(self._client.receive())
                self._connect()
                self._up.put(data)
        except PeerClosed:
            if self._server is None:
                self._end("cut")
            else:
                self._up.put(b"")  # behind what is still on its way

    def _intercept(self, data):
        """What of the data is to go to the server."""
        while True:
            if self._garbage is not None:
                self._client.send(self._garbage)
                self._end("cut")
                raise PeerClosed
            data = self._desk.answer_instead(self._client, data)
            if data:
                return data
            data = self._client.receive()

    def _connect(self):
        if self._server is not None:
            return
        try:
            server = Peer(socket.create_connection(self._upstream))
        except OSError as error:
            raise PeerClosed from error
        with self._lock:
            self._server = server
            ended = self._ended
        if ended:
            server.close()
            raise PeerClosed
        threading.Thread(target=self._carry, args=(self._up, server), daemon=True).start()
        threading.Thread(target=self._carry, args=(self._down, self._client), daemon=True).start()
        threading.Thread(target=self._read_server, daemon=True).start()

    def _carry(self, lane, peer):
        try:
            self._end(lane.carry(peer))
        except PeerClosed:
            self._end("cut")

    def _read_server(self):
        try:
            while True:
                self._down.put(self._server.receive())
        except PeerClosed:
            self._down.put(b"")

    def _end(self, how):
        """Ends both connections: with a FIN each (`cut`), or an RST each (`reset`)."""
        with self._lock:
            if self._ended:
                return
            self._ended = True
            server = self._server
        for peer in (self._client, server):
            if peer is not None:
                peer.reset() if how == "reset" else peer.close()
        self._up.stop()
        self._down.stop()
        self._desk.forget(self)
