"""What a script has seen, kept so that a test can ask for it and wait for it, and the signals a test has given."""
import os
import threading
import time
from collections import Counter, deque

from scripted import path

KEPT_BYTES = 64 << 20  # the oldest requests are forgotten beyond this

EVENTS = (
    "connection",  # a connection's first request for the script has begun
    "head",  # a request's headers are here
    "request",  # a request is here whole
    "answer",  # a script's answer has come to its end
    "abort",  # the other side closed before that
    "close",  # the other side closed a connection, in an answer or after it
)


class Signal:
    """Given once, it stays given."""

    def __init__(self):
        self.descriptor = os.eventfd(0)

    def give(self):
        os.eventfd_write(self.descriptor, 1)

    def __del__(self):
        os.close(self.descriptor)


class Ledger:
    def __init__(self):
        self._changed = threading.Condition()
        self._counts = Counter()
        self._requests = deque()
        self._kept = 0
        self._signals = {}

    def record(self, event, request):
        with self._changed:
            self._counts[event, request.method, request.target] += 1
            if event == "request":
                self._keep(request)
            self._changed.notify_all()

    def count(self, event, method="*", pattern="/**"):
        with self._changed:
            return self._count(event, method, pattern)

    def wait(self, event, method, pattern, count, seconds):
        """The count once it is reached, or what it was when the time was up."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while (seen := self._count(event, method, pattern)) < count:
                if not self._changed.wait(deadline - time.monotonic()):
                    break
            return seen

    def requests(self, method="*", pattern="/**"):
        """The bytes of the whole requests seen, one after the other."""
        with self._changed:
            return b"".join(bytes(request.raw) for request in self._requests
                            if method in ("*", request.method) and path.matches(pattern, request.target))

    def signal(self, name):
        with self._changed:
            return self._signals.setdefault(name, Signal())

    def _count(self, event, method, pattern):
        return sum(count for (seen, with_method, target), count in self._counts.items()
                   if seen == event and method in ("*", with_method) and path.matches(pattern, target))

    def _keep(self, request):
        self._requests.append(request)
        self._kept += len(request.raw)
        while self._kept > KEPT_BYTES:
            self._kept -= len(self._requests.popleft().raw)
