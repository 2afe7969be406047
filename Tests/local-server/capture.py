"""Captures of the real server, read back: what was sent and what was answered, to the byte."""

import re

PIECE = re.compile(rb"(>>> client->server|<<< server->client) t=\d+ms (\d+) bytes\n")


class Capture:
    """One recorded exchange."""

    def __init__(self, path):
        data = path.read_bytes()
        self.name = path.stem
        self.request = b""
        self.response = b""
        at = 0
        while piece := PIECE.search(data, at):
            at = piece.end() + int(piece[2])
            content = data[piece.end():at]
            if piece[1].startswith(b">>>"):
                self.request += content
            else:
                self.response += content

    def rewritten(self, replacements):
        """The request with names of the recording's world replaced by those of ours, and its length put right."""
        head, _, body = self.request.partition(b"\r\n\r\n")
        for old, new in replacements.items():
            head = head.replace(old.encode(), new.encode())
            body = body.replace(old.encode(), new.encode())
        head = re.sub(rb"(?i)(\r\ncontent-length: )\d+", rb"\g<1>%d" % len(body), head)
        return head + b"\r\n\r\n" + body
