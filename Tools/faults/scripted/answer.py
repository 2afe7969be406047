"""The steps of an answer: what a script's lines do when their turn comes."""
from dataclasses import dataclass


class ConnectionOver(Exception):
    """The script has ended the connection."""


class Answer:
    """One answer in progress: its bytes go out whole, or in drips, or up to a cut."""

    def __init__(self, peer, ledger, doors):
        self.peer = peer
        self.ledger = ledger
        self.doors = doors
        self.drip = None
        self.cut = None
        self._sent_since_cut = 0

    def send(self, data):
        if self.cut is None:
            self._send(data)
            return
        room = self.cut.after - self._sent_since_cut
        self._send(data[:room])
        self._sent_since_cut += len(data)
        if len(data) >= room:
            self.end(self.cut.how)

    def _send(self, data):
        if self.drip is None:
            self.peer.send(data)
            return
        view = memoryview(data)
        for start in range(0, len(data), self.drip.size):
            self.peer.send(view[start:start + self.drip.size])
            if self.drip.every:
                self.peer.pause(self.drip.every)

    def end(self, how):
        if how == "stall":
            self.peer.pause()  # until PeerClosed
        else:
            getattr(self.peer, how)()
        raise ConnectionOver


@dataclass(frozen=True)
class Send:
    data: bytes

    def run(self, answer):
        answer.send(self.data)


@dataclass(frozen=True)
class Repeat:
    """Writes each block so many times (None: for ever), with a pause after each write."""
    blocks: tuple
    every: int

    def run(self, answer):
        for data, times in self.blocks:
            while times is None or times > 0:
                answer.send(data)
                if self.every:
                    answer.peer.pause(self.every)
                times = times and times - 1


@dataclass(frozen=True)
class Delay:
    milliseconds: int

    def run(self, answer):
        answer.peer.pause(self.milliseconds)


@dataclass(frozen=True)
class WaitSignal:
    name: str

    def run(self, answer):
        signal = answer.ledger.signal(self.name)
        answer.peer.pause(awaiting=signal.descriptor)


@dataclass(frozen=True)
class Certificate:
    name: str

    def run(self, answer):
        answer.doors.present(answer.peer.listener.port, self.name)


@dataclass(frozen=True)
class Cut:
    after: int
    how: str

    def run(self, answer):
        answer.cut = self
        if self.after == 0:
            answer.end(self.how)


@dataclass(frozen=True)
class Drip:
    size: int
    every: int

    def run(self, answer):
        answer.drip = self


@dataclass(frozen=True)
class End:
    """Ends the connection: `finish`, `close`, `reset` (as Peer has them), or `stall`."""
    how: str

    def run(self, answer):
        answer.end(self.how)
