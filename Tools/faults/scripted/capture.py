"""Recordings of a real server (Tests/captures): what it sent, piece by piece."""
import re

PIECE = re.compile(rb"^<<< server->client t=(\d+)ms (\d+) bytes\n", re.MULTILINE)


def read(path):
    """The pieces of the recorded answer, each with the milliseconds since the piece before it."""
    with open(path, "rb") as file:
        data = file.read()
    pieces, position, before = [], 0, None
    while match := PIECE.search(data, position):
        at, size = int(match.group(1)), int(match.group(2))
        position = match.end() + size
        pieces.append((data[match.end():position], at - (at if before is None else before)))
        before = at
    return pieces
