"""TLS listeners that a test opens for itself, because their certificate changes while it runs."""
from wire.listener import Listener


class Doors:
    def __init__(self, address, certificates):
        self._address = address
        self._certificates = certificates  # TLS contexts by name
        self._serve = None
        self._open = {}  # by port

    def serve_with(self, serve):
        """What a connection is met with, as Listener.start has it."""
        self._serve = serve

    def open(self, certificate):
        """Opens one at a free port, which is returned. KeyError: there is no such certificate."""
        listener = Listener(self._address, 0, tls=self._certificates[certificate])
        self._open[listener.port] = listener
        listener.start(self._serve)
        return listener.port

    def present(self, port, certificate):
        """Connections to it meet this certificate from here on. KeyError: none such, or the port is none of these."""
        self._open[port].present(self._certificates[certificate])
