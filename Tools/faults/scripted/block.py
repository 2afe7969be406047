"""An `on` block's lines, read into steps. What can be computed beforehand is: a step that sends holds its bytes."""
import os
import re

from scripted import answer, capture
from scripted.literal import literal
from wire import http1

BLOCK_BYTES = 256 << 10  # repeated pieces go out in writes of about this size, where a script does not say
EXPANDED_BYTES = 256 << 20
ENDS = ("close", "reset", "stall")
REPEAT = re.compile(r"(\d+|forever)((?: +(?:pieces|every) +\d+)*) +(event|chunk|raw) +(.*)", re.DOTALL)


class ScriptError(Exception):
    """A line that means nothing."""


class Block:
    """One answer of a route: its steps, and how much of the request's body is read first (None: all)."""

    def __init__(self, captures):
        self._captures = captures
        self.steps = []
        self.body_read = None
        self.ends_connection = False
        self._fields = []
        self._framing = None
        self._over = False

    def add(self, line):
        word, _, rest = line.partition(" ")
        parse = getattr(self, f"_parse_{word.replace('-', '_')}", None)
        if parse is None:
            raise ScriptError(f"no such step: {word}")
        if self._over:
            raise ScriptError(f"{word} after the end of the answer")
        parse(rest.strip())

    def complete(self):
        """To be called after the last line."""
        if not self._over:
            self._parse_end("")
        if self.body_read is not None and not self.ends_connection:
            self._end_connection("finish")  # the rest of the body would be taken for a request

    # What the answer says

    def _parse_header(self, rest):
        name, colon, value = rest.partition(":")
        if not colon:
            raise ScriptError("header NAME: VALUE")
        self._fields.append((name, value.strip()))

    def _parse_big_header(self, rest):
        name, size = self._words(rest, 2, "big-header NAME SIZE")
        self._fields.append((name, "x" * self._number(size)))

    def _parse_head(self, rest):
        words = rest.split()
        status = self._number(words.pop(0) if words else "")
        if words[-1:] == ["chunked"]:
            self._frame("chunked", ("Transfer-Encoding", "chunked"))
            words.pop()
        elif words[-1:] == ["to-end"]:
            self._frame("to-end", ("Connection", "close"))
            words.pop()
        elif words[-2:-1] == ["length"]:
            self._frame("length", ("Content-Length", str(self._number(words.pop()))))
            words.pop()
        else:
            raise ScriptError("head STATUS [TYPE] chunked | length N | to-end")
        self._send(self._head(status, " ".join(words)))

    def _parse_respond(self, rest):
        status, kind, body = (rest.split(None, 2) + ["", "", ""])[:3]
        status, body = self._number(status), literal(body)
        bodiless = status < 200 or status in (204, 304)
        self._frame("length", None if bodiless else ("Content-Length", str(len(body))))
        self._send(self._head(status, kind) + body)

    def _parse_capture(self, rest):
        name, _, timed = rest.partition(" ")
        if not re.fullmatch(r"\w+", name) or timed not in ("", "timed"):
            raise ScriptError("capture NAME [timed]")
        try:
            pieces = capture.read(os.path.join(self._captures, f"{name}.txt"))
        except OSError as error:
            raise ScriptError(f"no such capture: {name}") from error
        self._frame("capture", None)
        for data, milliseconds in pieces:
            if timed:
                self.steps.append(answer.Delay(milliseconds))
            self._send(data)

    def _parse_event(self, rest):
        self._send(self._piece("event", rest))

    def _parse_chunk(self, rest):
        self._send(self._piece("chunk", rest))

    def _parse_raw(self, rest):
        self._send(self._piece("raw", rest))

    def _parse_repeat(self, rest):
        match = REPEAT.fullmatch(rest)
        if not match:
            raise ScriptError("repeat N | forever [pieces K] [every MS] event | chunk | raw DATA")
        count, options, kind, text = match.groups()
        count = None if count == "forever" else int(count)
        words = options.split()
        options = dict(zip(words[::2], map(int, words[1::2])))
        every = options.get("every", 0)
        pieces = options.get("pieces", 1 if every else None)
        if pieces == 0:
            raise ScriptError("pieces 0 never ends")
        if "$I" in text:
            blocks = self._numbered_blocks(count, pieces, kind, text)
        else:
            blocks = self._equal_blocks(count, pieces, self._piece(kind, text))
        self.steps.append(answer.Repeat(tuple(blocks), every))

    def _numbered_blocks(self, count, pieces, kind, text):
        if count is None:
            raise ScriptError("$I needs a number of repetitions")
        block, held, total = bytearray(), 0, 0
        for index in range(count):
            block += self._piece(kind, text.replace("$I", str(index)))
            held += 1
            if held == pieces or (pieces is None and len(block) >= BLOCK_BYTES) or index == count - 1:
                total += len(block)
                if total > EXPANDED_BYTES:
                    raise ScriptError(f"more than {EXPANDED_BYTES} bytes to hold")
                yield bytes(block), 1
                block, held = bytearray(), 0

    def _equal_blocks(self, count, pieces, piece):
        pieces = pieces or max(1, BLOCK_BYTES // max(1, len(piece)))
        if len(piece) * pieces > EXPANDED_BYTES:
            raise ScriptError(f"more than {EXPANDED_BYTES} bytes to hold")
        if count is None:
            return [(piece * pieces, None)]
        return [(piece * pieces, count // pieces), (piece * (count % pieces), min(1, count % pieces))]

    # When and how it goes out

    def _parse_read(self, rest):
        if self.steps or self._fields:
            raise ScriptError("read comes first")
        self.body_read = self._number(rest)

    def _parse_delay(self, rest):
        self.steps.append(answer.Delay(self._number(rest)))

    def _parse_wait_signal(self, rest):
        name, = self._words(rest, 1, "wait-signal NAME")
        self.steps.append(answer.WaitSignal(name))

    def _parse_certificate(self, rest):
        name, = self._words(rest, 1, "certificate NAME")
        self.steps.append(answer.Certificate(name))

    def _parse_cut(self, rest):
        words = rest.split()
        how = words.pop() if words[-1:] and words[-1] in ENDS else "close"
        after, = self._words(" ".join(words), 1, "cut N [close | reset | stall]")
        self.steps.append(answer.Cut(self._number(after), how))

    def _parse_drip(self, rest):
        match = re.fullmatch(r"(\d+)?(?: *every (\d+))?", rest)
        if not match or match.group(1) == "0":
            raise ScriptError("drip [SIZE] [every MS]")
        self.steps.append(answer.Drip(int(match.group(1) or 1), int(match.group(2) or 0)))

    # How it ends

    def _parse_end(self, rest):
        self._no_argument(rest)
        if self._fields:
            raise ScriptError("header without a head or respond after it")
        if not self.steps:
            raise ScriptError("no answer: respond, head, raw, close, reset or stall is missing")
        self._over = True
        if self._framing == "chunked":
            self._send(b"0\r\n\r\n")
        if self._framing == "to-end":
            self._end_connection("finish")

    def _parse_tail(self, rest):
        self._parse_delay(rest)
        self._parse_end("")

    def _parse_close(self, rest):
        self._no_argument(rest)
        self._end_connection("close")

    def _parse_reset(self, rest):
        self._no_argument(rest)
        self._end_connection("reset")

    def _parse_stall(self, rest):
        self._no_argument(rest)
        self._end_connection("stall")

    # Parts of the above

    def _send(self, data):
        self.steps.append(answer.Send(data))

    def _end_connection(self, how):
        self.steps.append(answer.End(how))
        self._over = self.ends_connection = True

    def _frame(self, framing, field):
        if self._framing is not None:
            raise ScriptError("a second head")
        self._framing = framing
        if field and field[0].lower() not in (name.lower() for name, _ in self._fields):
            self._fields.insert(0, field)  # unless the script tells another length, true or not

    def _head(self, status, kind):
        fields = ([("Content-Type", kind)] if kind else []) + self._fields
        self._fields = []
        return http1.head(status, fields)

    def _piece(self, kind, text):
        data = literal(text)
        if kind == "event":
            data += b"\n\n"
        if kind != "raw" and self._framing == "chunked":
            data = b"%x\r\n%b\r\n" % (len(data), data)
        return data

    @staticmethod
    def _number(text):
        if not text.isdecimal():
            raise ScriptError(f"no number: {text!r}")
        return int(text)

    @staticmethod
    def _words(text, count, usage):
        words = text.split()
        if len(words) != count:
            raise ScriptError(usage)
        return words

    @staticmethod
    def _no_argument(rest):
        if rest:
            raise ScriptError(f"nothing is expected after it: {rest}")
