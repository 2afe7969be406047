"""What is to happen to a connection, read from text: one fault a line."""
from dataclasses import dataclass, field

DIRECTIONS = ("up", "down")  # from the client to the upstream server, and back
INTERVAL_MS = 10  # a bandwidth is kept by a piece every so often


class PlanError(Exception):
    """A line that means nothing."""


@dataclass(frozen=True)
class End:
    """After so many bytes of a direction: `cut` (FIN), `reset` (RST) or `silence`."""
    how: str
    after: int


@dataclass(frozen=True)
class Pace:
    """So many bytes, then a pause."""
    size: int
    every: int


@dataclass
class Path:
    """The faults of one direction."""
    latency: int = 0
    end: End = None
    pace: Pace = None


@dataclass
class Plan:
    up: Path = field(default_factory=Path)
    down: Path = field(default_factory=Path)
    garbage: bytes = None


def parse(text):
    plan = Plan()
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            _add(plan, words[0], words[1:])
        except ValueError as error:
            raise PlanError(f"line {number}: {line.strip()}") from error
    return plan


def _add(plan, fault, words):
    if fault == "garbage":
        size, seed = map(int, (words + ["1"])[:2])
        plan.garbage = _garbage(size, seed)
        return
    directions = [words.pop(0)] if words[:1] and words[0] in DIRECTIONS else DIRECTIONS
    for direction in directions:
        path = getattr(plan, direction)
        if fault == "latency":
            path.latency, = map(int, words)
        elif fault in ("cut", "reset", "silence"):
            after, = map(int, words)
            path.end = End(fault, after)
        elif fault == "drip":
            size, every = map(int, words)
            path.pace = Pace(max(size, 1), every)
        elif fault == "bandwidth":
            rate, = map(int, words)
            path.pace = Pace(max(rate * INTERVAL_MS // 1000, 1), INTERVAL_MS)
        else:
            raise ValueError(fault)


def _garbage(size, seed):
    """Bytes that look like nothing, the same ones for the same seed."""
    data = bytearray()
    state = seed & 0xFFFFFFFF
    for _ in range(size):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        data.append(0x80 | state >> 24)  # no byte of a status line
    return bytes(data)
