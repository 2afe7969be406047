"""What the forward proxy is told and asked: credentials to demand, refusals, and a record of all requests."""
import threading
from collections import Counter

from forward.tunnel import call_up
from wire import control

KINDS = ("http", "connect", "socks4", "socks5")


class Desk:
    def __init__(self, upstream, tls_upstream):
        self._upstream = upstream
        self._tls_upstream = tls_upstream
        self._lock = threading.Lock()
        self._verbs = {
            "DELETE settings": self._reset,
            "PUT credentials": self._set_credentials,
            "PUT refusal": self._set_refusal,
            "GET record": self._get_record,
            "GET count": self._count,
        }
        self._reset(None)

    def control(self, peer):
        """Serves a connection of the control port."""
        control.serve(peer, self._verbs)

    # For those that ask

    def note(self, kind, text):
        """One request, as it came or as it would read."""
        with self._lock:
            self._counts[kind] += 1
            self._record.append(text)

    @property
    def credentials(self):
        """user:password, or nothing."""
        with self._lock:
            return self._credentials

    @property
    def refusal(self):
        """An HTTP status or a SOCKS reply; 0 is none."""
        with self._lock:
            return self._refusal

    def connect(self, target):
        """Whatever name is asked for, there is one server; at port 443 over TLS."""
        return call_up(self._tls_upstream if target.endswith(":443") else self._upstream)

    # Control calls

    def _reset(self, _):
        with self._lock:
            self._credentials = ""
            self._refusal = 0
            self._counts = Counter()
            self._record = []
        return ""

    def _set_credentials(self, call):
        with self._lock:
            self._credentials = call.text
        return ""

    def _set_refusal(self, call):
        with self._lock:
            self._refusal = call.number("code")
        return ""

    def _get_record(self, _):
        with self._lock:
            return "".join(self._record)

    def _count(self, call):
        kind = call.parameter("of")
        if kind not in KINDS:
            raise control.Refusal(400, f"no such count: {kind} (one of {', '.join(KINDS)})")
        with self._lock:
            return str(self._counts[kind])
