"""The bytes that a script's text stands for."""
import re

_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"\0"}


def _unescape(match):
    code = match.group(1)
    if len(code) == 3:
        return bytes([int(code[1:], 16)])
    return _SIMPLE.get(code, code)


def literal(text):
    """Quoted text with escapes, JSON that may be written with ' for ", or the text as it stands."""
    data = text.encode()
    if len(text) >= 2 and text[0] in "\"'" and text[-1] == text[0]:
        return _ESCAPE.sub(_unescape, data[1:-1])
    if text[:1] in ("{", "[") and '"' not in text:
        return data.replace(b"'", b'"')
    return data
