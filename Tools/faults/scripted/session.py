"""One connection of the scripted server: request after request, each met by its script."""
from scripted.answer import Answer, ConnectionOver
from wire import control, http1
from wire.peer import PeerClosed


class Session:
    def __init__(self, peer, library):
        self._peer = peer
        self._reader = http1.RequestReader(peer)
        self._library = library
        self._met = {}  # script -> the last request of this connection that it met

    def run(self):
        try:
            while True:
                self._serve(self._reader.read_head())
        except PeerClosed:
            for script, request in self._met.items():
                script.ledger.record("close", request)
            self._peer.close()
        except ConnectionOver:
            pass
        except http1.BadRequest as error:
            self._refuse(f"bad request: {error}\n")

    def _serve(self, request):
        if control.is_control(request):
            self._reader.read_body(request)
            self._peer.send(self._library.control(request))
            return
        script = self._library.script_of(request)
        if script is None:
            self._reader.read_body(request)
            self._peer.send(http1.answer(404, f"no script for {request.target}\n"))
            return
        if script not in self._met:
            script.ledger.record("connection", request)
        self._met[script] = request
        self._meet(script, request)

    def _meet(self, script, request):
        ledger = script.ledger
        ledger.record("head", request)
        block = script.next_block(request)
        if block is not None and block.body_read is not None:
            self._reader.read_part(request, block.body_read)
        else:
            self._reader.read_body(request)
            ledger.record("request", request)
        if block is None:
            self._peer.send(http1.answer(404, f"no route for {request.method} {request.target}\n"))
            return
        try:
            answer = Answer(self._peer, ledger, self._library.doors)
            for step in block.steps:
                step.run(answer)
        except PeerClosed:
            ledger.record("abort", request)
            raise
        except ConnectionOver:
            ledger.record("answer", request)
            raise
        ledger.record("answer", request)

    def _refuse(self, reason):
        try:
            self._peer.send(http1.answer(400, reason, [("Connection", "close")]))
        except PeerClosed:
            pass  # it need not hear it
        self._peer.close()
