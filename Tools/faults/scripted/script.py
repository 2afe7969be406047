"""A script: routes with their answers, in turn."""
import threading

from scripted import path
from scripted.block import Block, ScriptError
from scripted.ledger import Ledger


class Route:
    def __init__(self, method, pattern):
        self.method = method
        self.pattern = pattern
        self.blocks = []

    def takes(self, request):
        return self.method in ("*", request.method) and path.matches(self.pattern, request.target)


def parse(text, captures):
    """The routes of a script's text. ScriptError names the line. `captures` is the directory that has them."""
    routes = {}
    block = None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            if line.split()[0] == "on":
                if block is not None:
                    block.complete()
                block = _open_block(routes, line, captures)
            elif block is None:
                raise ScriptError("a step before the first `on`")
            else:
                block.add(line)
        except ScriptError as error:
            raise ScriptError(f"line {number}: {error}") from error
    if block is None:
        raise ScriptError("no `on` line")
    try:
        block.complete()
    except ScriptError as error:
        raise ScriptError(f"last block: {error}") from error
    return list(routes.values())


def _open_block(routes, line, captures):
    words = line.split()
    if len(words) != 3 or not words[2].startswith("/"):
        raise ScriptError("on METHOD /PATH")
    route = routes.setdefault((words[1], words[2]), Route(words[1], words[2]))
    route.blocks.append(Block(captures))
    return route.blocks[-1]


class Script:
    """A script as it is served: the same turns and the same ledger by whatever way a client comes."""

    def __init__(self, name, text, captures):
        self.ledger = Ledger()
        self._captures = captures
        self._name = name
        self._text = text
        self._lock = threading.Lock()
        self._routes = {}  # by the host that the client called: endpoints in the answers lead it the same way
        self._turns = {}

    def compile(self, host):
        """The routes as a client sees them that calls us by this host and port."""
        with self._lock:
            if host not in self._routes:
                text = self._text.replace("$BASE", f"{host}/s/{self._name}").replace("$HOST", host)
                self._routes[host] = parse(text.replace("$PORT", host.rpartition(":")[2]), self._captures)
            return self._routes[host]

    def next_block(self, request):
        """The answer whose turn it is, or None where no route takes the request. The last one of a route repeats."""
        for route in self.compile(request.host):
            if route.takes(request):
                with self._lock:
                    turn = self._turns.get((route.method, route.pattern), 0)
                    self._turns[route.method, route.pattern] = turn + 1
                return route.blocks[min(turn, len(route.blocks) - 1)]
        return None
