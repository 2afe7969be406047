"""What the proxy is told and asked: plans for connections, answers to give in the server's stead, and counts."""
import re
import threading
import time
from collections import Counter, deque

from proxy import plan as plans
from proxy.relay import Relay
from wire import control, http1

REQUEST_LINE = re.compile(rb"[A-Z]+ \S+ HTTP/1\.[01]\r\n")
COUNTS = ("connections", "up", "down", "swallowed", "statuses")


class Desk:
    def __init__(self, upstream):
        self._upstream = upstream
        self._changed = threading.Condition()
        self._counts = Counter()
        self._open = set()
        self._plan = plans.parse("")
        self._next = deque()
        self._statuses = deque()
        self._verbs = {
            "PUT faults": self._set_faults,
            "DELETE faults": self._clear_faults,
            "PUT statuses": self._set_statuses,
            "GET count": self._count,
            "GET wait": self._wait,
        }

    def relay(self, client):
        """Carries one connection, with the faults that are its turn's."""
        with self._changed:
            relay = Relay(client, self._upstream, self._next.popleft() if self._next else self._plan, self)
            self._open.add(relay)
        self.add("connections", 1)
        relay.run()

    def control(self, peer):
        """Serves a connection of the control port."""
        control.serve(peer, self._verbs)

    # For the relays

    def add(self, what, number):
        with self._changed:
            self._counts[what] += number
            self._changed.notify_all()

    def forget(self, relay):
        with self._changed:
            self._open.discard(relay)

    def answer_instead(self, client, data):
        """Answers the requests that begin with this data, as many as are to be. Returns what is left to pass on."""
        while REQUEST_LINE.match(data):
            with self._changed:
                if not self._statuses:
                    break
                answer = self._statuses.popleft()
            reader = http1.RequestReader(client, data)
            reader.read_body(reader.read_head())
            client.send(answer)
            self.add("statuses", 1)
            data = reader.unread()
        return data

    # Control calls

    def _set_faults(self, call):
        connections = call.parameter("connections", "all")
        try:
            plan = plans.parse(call.text)
        except plans.PlanError as error:
            raise control.Refusal(400, str(error)) from error
        if connections == "all":
            self._apply(plan)
        else:
            with self._changed:
                self._next.extend([plan] * call.number("connections"))
        return ""

    def _clear_faults(self, _):
        with self._changed:
            self._statuses.clear()
        self._apply(plans.parse(""))
        return ""

    def _apply(self, plan):
        """For all connections, the open ones too."""
        with self._changed:
            self._next.clear()
            self._plan = plan
            relays = list(self._open)
        for relay in relays:
            relay.take_on(plan)

    def _set_statuses(self, call):
        fields = [line.split(": ", 1) for line in call.text.splitlines() if ": " in line]
        answer = http1.answer(call.number("status"), "answered by the fault proxy\n", fields)
        with self._changed:
            self._statuses.extend([answer] * call.number("count"))
        return ""

    def _count(self, call):
        with self._changed:
            return str(self._counts[self._what(call)])

    def _wait(self, call):
        what, wanted = self._what(call), call.number("count")
        deadline = time.monotonic() + control.WATCHDOG_SECONDS
        with self._changed:
            while self._counts[what] < wanted:
                if not self._changed.wait(deadline - time.monotonic()):
                    raise control.Refusal(504, f"{self._counts[what]} of {wanted} {what}")
            return str(self._counts[what])

    @staticmethod
    def _what(call):
        what = call.parameter("of")
        if what not in COUNTS:
            raise control.Refusal(400, f"no such count: {what} (one of {', '.join(COUNTS)})")
        return what
