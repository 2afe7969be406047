"""What the front is told and asked: when its connections go away, and how many there were."""
import threading
from collections import Counter

from wire import control

COUNTS = ("connections", "requests", "goaways", "refused")
ENDS = ("after", "instead")


class Desk:
    def __init__(self):
        self._lock = threading.Lock()
        self._counts = Counter()
        self._goaway = (0, "after")
        self._verbs = {
            "PUT goaway": self._set_goaway,
            "DELETE settings": self._reset,
            "GET count": self._count,
        }

    def control(self, peer):
        """Serves a connection of the control port."""
        control.serve(peer, self._verbs)

    # For the connections

    def add(self, what):
        with self._lock:
            self._counts[what] += 1

    @property
    def goaway(self):
        """After how many requests of a connection it goes away, 0 for never; and whether after the last of them or instead of it."""
        with self._lock:
            return self._goaway

    # Control calls

    def _set_goaway(self, call):
        when = call.parameter("when", "after")
        if when not in ENDS:
            raise control.Refusal(400, f"no such end: {when} (one of {', '.join(ENDS)})")
        requests = call.number("requests")
        with self._lock:
            self._goaway = (requests, when)
        return ""

    def _reset(self, _):
        with self._lock:
            self._counts = Counter()
            self._goaway = (0, "after")
        return ""

    def _count(self, call):
        what = call.parameter("of")
        if what not in COUNTS:
            raise control.Refusal(400, f"no such count: {what} (one of {', '.join(COUNTS)})")
        with self._lock:
            return str(self._counts[what])
