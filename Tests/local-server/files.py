#!/usr/bin/env python3
"""Files through execd: what goes beyond the captures, and that nothing leads out of a sandbox."""

import email.utils
import json
import os
import pathlib
import tempfile
import urllib.parse

from harness import Exchange, Report, Server, expect, expect_equal, memory_kib, request_bytes, sandbox_of

BOUNDARY = "a-boundary"

# Whose files may become: an ordinary user's sandbox knows nobody but root.
OTHER = "daemon" if os.geteuid() == 0 else "root"
NUMBER = "12345" if os.geteuid() == 0 else "0"


def part(name, content, filename=None):
    disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename is not None else "")
    return f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + content + b"\r\n"


def metadata(path, **fields):
    return part("metadata", json.dumps({"path": path, **fields}).encode(), "metadata")


def form(*parts):
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


FORM = [("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")]


class Files:
    """A sandbox's files as execd gives access to them; `prefix` leads through the server's proxy."""

    def __init__(self, server, sandbox, proxied=False):
        self.server, self.sandbox = server, sandbox
        self.port = server.port if proxied else server.execd(sandbox)
        self.prefix = f"/v1/sandboxes/{sandbox}/proxy/44772" if proxied else ""

    def request(self, method, route, body=None, headers=(), **query):
        if query:
            route += "?" + urllib.parse.urlencode(query, doseq=True)
        return self.server.request(method, self.prefix + route, body, headers, port=self.port)

    def post_form(self, body, headers=FORM):
        lines = [f"POST {self.prefix}/files/upload HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        with Exchange(self.port, "\r\n".join(lines).encode() + b"\r\n\r\n" + body) as exchange:
            return exchange.answer()

    def upload(self, path, content, **fields):
        answer = self.post_form(form(metadata(path, **fields), part("file", content, "file")))
        expect_equal(answer.status, 200, f"status of an upload ({answer.body!r})")

    def download(self, path, headers=(), **query):
        return self.request("GET", "/files/download", headers=headers, path=path, **query)

    def info(self, *paths):
        return self.request("GET", "/files/info", path=paths)

    def run(self, command):
        lines, last = self.server.run(self.sandbox, command)
        expect_equal(last["type"], "execution_complete", f"how {command} ended")
        return lines


def with_files(test):
    def run(server):
        with sandbox_of(server) as sandbox:
            test(Files(server, sandbox))

    return run


def expect_failure(answer, status, code, words=""):
    expect_equal((answer.status, answer.json()["code"]), (status, code), f"answer ({answer.body!r})")
    expect(words in answer.json().get("message", ""), f"{words!r} in {answer.body!r}")


# Uploads

@with_files
def test_contents(files):
    # Everything that looks like the form's own lines, and pieces of a boundary across the pieces of the body.
    tricky = [b"", b"\r\n", b"\r\n--", f"\r\n--{BOUNDARY[:-1]}".encode(), f"--{BOUNDARY}--\r\n".encode(), b"\0\xff" * 1000,
              f"\r\n--{BOUNDARY[:5]}".encode() * 50_000]
    for number, content in enumerate(tricky):
        files.upload(f"/tmp/{number}", content)
        expect_equal(files.download(f"/tmp/{number}").body == content, True, f"content number {number}")
    for size in range(65_500, 65_580, 7):
        content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
        files.upload("/tmp/sized", content)
        expect_equal(files.download("/tmp/sized").body == content, True, f"content of {size} bytes")


@with_files
def test_pairs(files):
    # The pairs count, not the order in which they come.
    body = form(part("file", b"one", "f"), part("note", b"no file"), metadata("/tmp/1"), metadata("/tmp/2", mode=600), part("file", b"two", "f"))
    expect_equal(files.post_form(body).status, 200, "status")
    expect_equal((files.download("/tmp/1").body, files.download("/tmp/2").body), (b"one", b"two"), "contents")
    expect_equal(files.run("stat -c %a /tmp/1 /tmp/2"), ["755", "600"], "modes")
    for body, code in [
        (form(metadata("/tmp/3")), "INVALID_FILE_CONTENT"), (form(part("file", b"x", "f")), "INVALID_FILE_METADATA"),
        (form(metadata("/tmp/3"), metadata("/tmp/4"), part("file", b"x", "f")), "INVALID_FILE"), (form(), "INVALID_FILE_METADATA"),
        (form(part("metadata", b"{}", "m"), part("file", b"x", "f")), "INVALID_FILE_METADATA"),
        (form(part("metadata", b"[]", "m"), part("file", b"x", "f")), "INVALID_FILE_METADATA"),
        (form(metadata("/tmp/3"), part("file", b"x", "f"))[:-20], "INVALID_FILE"), (b"", "INVALID_FILE"),
    ]:
        expect_failure(files.post_form(body), 400, code)
    expect_failure(files.post_form(b"{}", [("Content-Type", "application/json")]), 400, "INVALID_FILE")
    expect_failure(files.post_form(form(*[part("note", b"")] * 1001)), 400, "INVALID_FILE")
    # The first that fails is the last that is looked at.
    body = form(metadata("/tmp/5"), part("file", b"x", "f"), metadata("/usr/6"), part("file", b"x", "f"), metadata("/tmp/7"), part("file", b"x", "f"))
    expect_failure(files.post_form(body), 500, "RUNTIME_ERROR", "read-only file system")
    expect_equal(files.run("ls /tmp"), ["1", "2", "5"], "files afterwards")


@with_files
def test_existing_files(files):
    files.run("mkdir -m 700 /tmp/d; echo old contents > /tmp/d/file; chmod 640 /tmp/d/file; ln /tmp/d/file /tmp/hard; ln -s d/file /tmp/soft")
    files.upload("/tmp/soft", b"new")
    expect_equal(files.run("cat /tmp/hard; echo; stat -c '%a %h' /tmp/d/file; readlink /tmp/soft"), ["new", "640 2", "d/file"], "the file behind a link")
    files.upload("/tmp/d/file", b"newer", mode=604, owner=OTHER, group=OTHER)
    expect_equal(files.run("cat /tmp/hard; echo; stat -c '%a %h %U %G' /tmp/d/file"), ["newer", f"604 2 {OTHER} {OTHER}"], "the file itself")
    files.upload("/tmp/made/for/it", b"")
    expect_equal(files.run("stat -c %a /tmp/made /tmp/made/for /tmp/made/for/it"), ["755", "755", "755"], "modes of what was made")
    files.upload("~/at-home", b"home")
    files.upload("in-place", b"place")
    expect_equal(files.run("cat /root/at-home /workspace/in-place"), ["homeplace"], "by other names")
    slash = files.post_form(form(metadata("/tmp/d/"), part("file", b"x", "f")))
    expect_failure(slash, 500, "RUNTIME_ERROR", "is a directory")


@with_files
def test_broken_upload(files):
    files.upload("/tmp/file", b"as it was")
    body = form(metadata("/tmp/file"), metadata("/tmp/other"), part("file", b"new" * 1_000_000, "f"))
    head = f"POST /files/upload HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM[0][1]}\r\nContent-Length: {len(body)}\r\n\r\n"
    Exchange(files.port, head.encode() + body[:2_000_000]).connection.close()
    files.run("true")
    expect_equal(files.download("/tmp/file").body, b"as it was", "the file after an upload that broke off")
    expect_equal(files.run("ls -A /tmp"), ["file"], "files")


@with_files
def test_expect_continue(files):
    body = form(metadata("/tmp/file"), part("file", os.urandom(3_000_000), "f"))
    head = f"POST /files/upload HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM[0][1]}\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    with Exchange(files.port, head.encode()) as exchange:
        exchange.until(lambda data: b"100 Continue\r\n\r\n" in data, "the go-ahead")
        exchange.connection.sendall(body)
        expect_equal(exchange.answer().status, 200, "status")
    expect_equal(files.run("stat -c %s /tmp/file"), ["3000000"], "size")


def test_large(server, proxied):
    """Half a gigabyte up and down, in pieces, while the server does not grow with it."""
    piece, count = os.urandom(1 << 20), 512
    with sandbox_of(server) as sandbox:
        files = Files(server, sandbox, proxied)
        before = memory_kib(server.process.pid)
        most = 0
        lead = metadata("/workspace/large") + part("file", b"", "f")[:-2]
        size = len(lead) + count * len(piece) + len(form()) + 2
        head = f"POST {files.prefix}/files/upload HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM[0][1]}\r\nContent-Length: {size}\r\n\r\n"
        with Exchange(files.port, head.encode() + lead) as exchange:
            for number in range(count):
                exchange.connection.sendall(piece)
                if number % 16 == 0:
                    most = max(most, memory_kib(server.process.pid))
            exchange.connection.sendall(b"\r\n" + form())
            expect_equal(exchange.answer().status, 200, "status of the upload")
        request = request_bytes("GET", f"{files.prefix}/files/download?path=/workspace/large", None, [("Connection", "close")], "x")
        with Exchange(files.port, request) as exchange:
            data = exchange.until(lambda data: b"\r\n\r\n" in data, "the headers")
            rest = bytes(data[data.index(b"\r\n\r\n") + 4:])
            for number in range(count):
                while len(rest) < len(piece):
                    more = exchange.connection.recv(1 << 20)
                    expect(more, f"more of the download, in piece {number}")
                    rest += more
                expect(rest.startswith(piece), f"piece {number} as it was sent")
                rest = rest[len(piece):]
                if number % 16 == 0:
                    most = max(most, memory_kib(server.process.pid))
            expect_equal(rest, b"", "what comes behind it")
        expect(most - before < 192 << 10, f"the server grew by {most - before} KiB")


# Downloads

@with_files
def test_ranges(files):
    files.upload("/tmp/digits", b"0123456789" * 10)
    for header, body, content_range in [
        ("bytes=10-", b"0123456789" * 9, "bytes 10-99/100"), ("bytes=95-1000", b"56789", "bytes 95-99/100"),
        ("bytes=-3", b"789", "bytes 97-99/100"), ("bytes=-1000", b"0123456789" * 10, "bytes 0-99/100"),
        ("bytes= 1 - 2 ", b"12", "bytes 1-2/100"), ("bytes=200-,3-3", b"3", "bytes 3-3/100"),
        ("bytes=98-9223372036854775807", b"89", "bytes 98-99/100"),
    ]:
        answer = files.download("/tmp/digits", [("Range", header)])
        expect_equal((answer.status, answer.body, answer.header("content-range")), (206, body, content_range), header)
    for header in ("bytes=5", "bytes=x-1", "bytes=2-1", "lines=1-2", "bytes=-x", "bytes=99999999999999999999-"):
        answer = files.download("/tmp/digits", [("Range", header)])
        # The real one had announced the file's length already.
        expect_equal((answer.status, answer.body, answer.header("content-length"), answer.complete), (416, b'{"code":"UNKNOWN"}', "100", False), header)
    for header in ("bytes=100-", "bytes=-0"):
        answer = files.download("/tmp/digits", [("Range", header)])
        expect_equal((answer.status, answer.header("content-range")), (416, "bytes */100"), header)
    expect_equal(files.download("/tmp/digits", [("Range", "bytes=")]).status, 200, "a range that asks for nothing")
    files.upload("/tmp/empty", b"")
    empty = files.download("/tmp/empty", [("Range", "bytes=0-")])
    expect_equal((empty.status, empty.body), (200, b""), "a range of an empty file")


@with_files
def test_conditions(files):
    files.run("echo x > /tmp/file; touch -d '2020-01-02 03:04:05.5 UTC' /tmp/file")
    modified = "Thu, 02 Jan 2020 03:04:05 GMT"
    expect_equal(files.download("/tmp/file").header("last-modified"), modified, "when it was modified")
    earlier, later = (email.utils.formatdate(1577934245 + seconds, usegmt=True) for seconds in (-1, 1))
    for header, value, status in [
        ("If-Modified-Since", modified, 304), ("If-Modified-Since", later, 304), ("If-Modified-Since", earlier, 200),
        ("If-Modified-Since", "nonsense", 200), ("If-Unmodified-Since", earlier, 412), ("If-Unmodified-Since", modified, 200),
        ("If-None-Match", "*", 304), ("If-None-Match", '"tag"', 200), ("If-Match", "*", 200), ("If-Match", '"tag"', 412),
    ]:
        answer = files.download("/tmp/file", [(header, value)])
        expect_equal((answer.status, answer.body), (status, b"x\n" if status == 200 else b""), f"{header}: {value}")
    unmodified = files.download("/tmp/file", [("If-Modified-Since", modified)])
    expect_equal(unmodified.header("content-type"), None, "the type of what is not sent")


@with_files
def test_lines(files):
    files.upload("/tmp/lines", b"1\r\n2\n\n4\r\r\n" + b"5" * 3000 + b"\r6\nend\r")
    for query, body in [
        ({"offset": 1, "limit": 2}, b"1\n2"), ({"offset": 2}, b"2\n\n4\n" + b"5" * 3000 + b"\r6\nend"), ({"limit": 4}, b"1\n2\n\n4"),
        ({"offset": 3, "limit": 1}, b""), ({"offset": 6}, b"end"), ({"offset": 7}, b""), ({"offset": 5, "limit": 1}, b"5" * 3000 + b"\r6"),
    ]:
        answer = files.download("/tmp/lines", **query)
        expect_equal((answer.status, answer.body), (200, body), query)
        framing = "transfer-encoding" if len(body) > 2048 else "content-length"
        expect(answer.header(framing), f"{framing} for {query}")
    for query in ({"offset": 0}, {"limit": 0}, {"offset": "x"}, {"limit": "9" * 30}):
        expect_failure(files.download("/tmp/lines", **query), 400, "INVALID_REQUEST_BODY", "invalid query parameter")
    expect_failure(files.download("/tmp/lines", [("Range", "bytes=0-1")], offset=1), 400, "INVALID_REQUEST_BODY", "mutually exclusive")


# The rest

@with_files
def test_info(files):
    files.run(f"cd /tmp; echo x > f; chmod 44 f; chown {NUMBER}:{NUMBER} f; ln -s nowhere l; mkfifo p; mkdir -m 0 d")
    found = files.info("/tmp/f", "/tmp/l", "/tmp/p", "/tmp/../tmp/./d/").json()
    expect_equal({name: (info["path"], info["type"], info["mode"]) for name, info in found.items()}, {
        "/tmp/f": ("/tmp/f", "file", 44), "/tmp/l": ("/tmp/l", "symlink", 777), "/tmp/p": ("/tmp/p", "other", 644),
        "/tmp/../tmp/./d/": ("/tmp/d", "directory", 0)}, "what is told")
    expect_equal((found["/tmp/f"]["owner"], found["/tmp/f"]["group"], found["/tmp/f"]["size"]), (NUMBER if NUMBER != "0" else "root",) * 2 + (2,), "of a file of nobody's")
    expect_equal(files.request("GET", "/files/info").json(), {}, "of nothing")
    expect_failure(files.info("/tmp/f", "/tmp/none"), 404, "FILE_NOT_FOUND", "file not found: /tmp/none")
    expect_failure(files.info("/tmp/f/below"), 500, "RUNTIME_ERROR", "not a directory")
    expect_failure(files.info("$NOWHERE/f"), 500, "RUNTIME_ERROR", "undefined environment variables: NOWHERE")
    expect_failure(files.info("/tmp/f\0"), 500, "RUNTIME_ERROR", "invalid argument")


@with_files
def test_search(files):
    files.run("cd /tmp; mkdir -p a/b; touch a.txt a/b.txt a/b/c.log 'a/{x}' a/é; ln -s a link")

    def search(pattern=None, path="/tmp"):
        query = {"path": path} | ({} if pattern is None else {"pattern": pattern})
        answer = files.request("GET", "/files/search", **query)
        expect_equal(answer.status, 200, f"status of {pattern} ({answer.body!r})")
        return [info["path"].removeprefix("/tmp/") for info in answer.json()]

    everything = ["a/b/c.log", "a/b.txt", "a/{x}", "a/é", "a.txt", "link"]
    for pattern, found in [
        (None, everything), ("", everything), ("**", everything), ("*", everything), ("**/*", everything), ("*.txt", ["a/b.txt", "a.txt"]),
        ("?", ["a/é"]), ("[a-b].*", ["a/b.txt", "a.txt"]), ("[!a].txt", ["a/b.txt"]), ("*.{txt,log}", ["a/b/c.log", "a/b.txt", "a.txt"]),
        ("{a,{b,c}}.*", ["a/b/c.log", "a/b.txt", "a.txt"]), (r"\{x\}", ["a/{x}"]), ("a/b.txt", []), ("!(link)", everything[:-1]),
    ]:
        expect_equal(search(pattern), found, pattern)
    expect_equal(search(path="/tmp/a.txt"), ["a.txt"], "a search that begins at a file")
    expect_equal(search(path="/tmp/link"), ["link"], "a search that begins at a link")
    for pattern in ("[", "{a", "a\\", "[]", "{*,*}" * 30 + "x"):
        expect_failure(files.request("GET", "/files/search", path="/tmp", pattern=pattern), 500, "RUNTIME_ERROR", "syntax error in pattern")
    expect_failure(files.request("GET", "/files/search"), 400, "MISSING_QUERY")


@with_files
def test_list(files):
    files.run("cd /tmp; mkdir -p b/c/d; touch a B b/z; ln -s b link")

    def listing(**query):
        return [info["path"].removeprefix("/tmp/") for info in files.request("GET", "/directories/list", path="/tmp", **query).json()]

    expect_equal(listing(), ["B", "a", "b", "link"], "one level")
    expect_equal(listing(depth=2), ["B", "a", "b", "b/c", "b/z", "link"], "two levels")
    expect_equal(listing(depth=9), ["B", "a", "b", "b/c", "b/c/d", "b/z", "link"], "all levels")
    expect_equal(listing(depth=0), [], "none")
    for query, words in [({"path": "/tmp/link"}, "symbolic link"), ({"path": "/tmp/a"}, "not a directory"), ({"path": "/tmp", "depth": "-1"}, "depth"),
                         ({"path": "/tmp", "depth": "x"}, "depth")]:
        expect_failure(files.request("GET", "/directories/list", **query), 400, "INVALID_REQUEST_BODY", words)


@with_files
def test_permissions(files):
    files.run("cd /tmp; echo x > f; ln -s f l; chmod 600 f")

    def change(**fields):
        return files.request("POST", "/files/permissions", {"/tmp/l": fields})

    for fields, found in [({"mode": 751}, "751 root root"), ({"owner": OTHER}, f"751 {OTHER} root"), ({"mode": 0, "group": OTHER}, f"751 {OTHER} {OTHER}"),
                          ({"mode": 4755}, f"755 {OTHER} {OTHER}"), ({}, f"755 {OTHER} {OTHER}")]:
        expect_equal(change(**fields).status, 200, f"status of {fields}")
        expect_equal(files.run("stat -c '%a %U %G' /tmp/f"), [found], f"after {fields}")
    expect_failure(change(mode=888), 500, "RUNTIME_ERROR", 'parsing "888": invalid syntax')
    expect_failure(change(mode=-5), 500, "RUNTIME_ERROR", 'parsing "-5"')
    expect_failure(change(group="nobodies"), 500, "RUNTIME_ERROR", "unknown group nobodies")
    expect_failure(change(mode="755"), 400, "INVALID_REQUEST_BODY", "mode of type int")
    expect_failure(files.request("POST", "/files/permissions", []), 400, "INVALID_REQUEST_BODY", "map[string]model.Permission")
    expect_equal(files.request("POST", "/files/permissions", b"null").status, 200, "status of nothing to do")


@with_files
def test_move(files):
    files.run("cd /tmp; mkdir d; echo 1 > d/1; echo 2 > 2; ln -s nowhere dangling")

    def move(source, target):
        return files.request("POST", "/files/mv", [{"src": source, "dest": target}])

    expect_equal(move("/tmp/d", "/tmp/e/f").status, 200, "status within a file system")
    # Another mount, where a container has one file system.
    expect_equal(move("/tmp/e", "/workspace/g").status, 200, "status across file systems")
    expect_equal(files.run("cat /workspace/g/f/1; ls /tmp"), ["1", "2", "dangling"], "where everything is")
    expect_failure(move("/tmp/2", "/workspace/g"), 500, "RUNTIME_ERROR", "destination path already exists: /workspace/g")
    expect_failure(move("/tmp/dangling", "/tmp/x"), 404, "FILE_NOT_FOUND", "source path not found")
    expect_failure(move("/tmp/2", "/usr/2"), 500, "RUNTIME_ERROR", "read-only file system")
    expect_failure(files.request("POST", "/files/mv", {}), 400, "INVALID_REQUEST_BODY", "[]model.RenameFileItem")


@with_files
def test_replace(files):
    files.upload("/tmp/f", b"aXaaXaa\xff\0", mode=640)

    def replace(old, new, path="/tmp/f", query="?verbose=true"):
        return files.request("POST", "/files/replace" + query, {path: {"old": old, "new": new}})

    expect_equal(replace("aa", "b").json(), {"/tmp/f": {"replacedCount": 2}}, "how often")
    expect_equal(files.download("/tmp/f").body, b"aXbXb\xff\0", "contents")
    expect_equal(replace("none", "b").json(), {"/tmp/f": {"replacedCount": 0}}, "what is not there")
    quiet = replace("X", "", query="")
    expect_equal((quiet.status, quiet.body, files.download("/tmp/f").body), (200, b"", b"abb\xff\0"), "without counts")
    expect_equal(files.run("stat -c %a /tmp/f"), ["640"], "its mode")
    expect_failure(replace("", "x"), 400, "INVALID_REQUEST_BODY", "must not be empty")
    expect_failure(replace("a", "b", "/tmp"), 500, "RUNTIME_ERROR", "is a directory")
    files.run("truncate -s 300M /tmp/huge")
    expect_failure(replace("a", "b", "/tmp/huge"), 500, "RUNTIME_ERROR", "file too large")


@with_files
def test_directories(files):
    files.run("mkdir -m 700 /tmp/there")
    made = files.request("POST", "/directories", {"/tmp/there": {"mode": 755}, "/tmp/a/b": {"mode": 711, "owner": OTHER}, "/tmp/c": {}})
    expect_equal(made.status, 200, "status")
    expect_equal(files.run("cd /tmp; stat -c '%n %a %U' there a a/b c"), ["there 700 root", "a 755 root", f"a/b 711 {OTHER}", "c 755 root"], "what is there")
    files.run("touch /tmp/file; mkdir -p /tmp/a/x/y; ln -s /tmp/there /tmp/a/link; touch /tmp/there/kept")
    expect_failure(files.request("POST", "/directories", {"/tmp/file/x": {}}), 500, "RUNTIME_ERROR", "not a directory")
    removed = files.request("DELETE", "/directories", path=["/tmp/a", "/tmp/none", "/tmp/c"])
    expect_equal((removed.status, files.run("ls /tmp /tmp/there")), (200, ["/tmp:", "file", "there", "\n", "/tmp/there:", "kept"]), "after a removal")
    expect_failure(files.request("DELETE", "/directories", path="/usr/bin"), 500, "RUNTIME_ERROR", "read-only file system")
    expect_failure(files.request("DELETE", "/files", path="/tmp/there"), 500, "RUNTIME_ERROR", "path is a directory: /tmp/there")
    expect_failure(files.request("DELETE", "/files", path="/usr/bin/env"), 500, "RUNTIME_ERROR", "read-only file system")
    files.run("ln -s there /tmp/link; touch /tmp/file2")
    expect_equal(files.request("DELETE", "/files", path=["/tmp/file", "/tmp/none", "/tmp/file2"]).status, 200, "status of a removal of files")
    expect_equal(files.run("ls /tmp"), ["link", "there"], "what is left")


def test_nothing_leads_out(server):
    with tempfile.TemporaryDirectory(prefix="osb-test-") as outside, sandbox_of(server) as sandbox:
        files = Files(server, sandbox)
        secret = os.path.join(outside, "secret")
        with open(secret, "w") as file:
            file.write("the host's")
        files.run(f"ln -s {secret} /tmp/file; ln -s {outside} /tmp/directory; ln -s ../../../../../../.. /tmp/up; ln -s /proc/1/root /tmp/root")
        ways = ["/tmp/file", "/tmp/directory/secret", f"/tmp/up{secret}", f"/../../..{secret}", f"/proc/1/root{secret}",
                f"/tmp/root{secret}", f"/proc/{server.process.pid}/root{secret}", f"/proc/self/root{secret}"]
        for way in ways:
            expect(files.download(way).status in (404, 500), f"{way} is not there")
            files.post_form(form(metadata(way), part("file", b"changed", "f")))
            files.request("POST", "/files/permissions", {way: {"mode": 777}})
            files.request("POST", "/files/replace", {way: {"old": "host", "new": "changed"}})
            files.request("DELETE", "/files", path=way)
            files.request("DELETE", "/directories", path=os.path.dirname(way))
            files.request("POST", "/files/mv", [{"src": way, "dest": "/tmp/moved"}])
        expect_equal([entry.name for entry in pathlib.Path(outside).iterdir()], ["secret"], "files outside")
        with open(secret) as file:
            expect_equal((file.read(), os.stat(secret).st_mode & 0o777), ("the host's", 0o644 & ~umask()), "contents and mode outside")
        expect_equal(files.run("ls /tmp/moved 2>/dev/null; true"), [], "what was moved in")


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@with_files
def test_strange_files(files):
    through_proxy = Files(files.server, files.sandbox, proxied=True).download("/tmp")
    expect_equal((through_proxy.status, through_proxy.header("content-length"), through_proxy.complete), (200, str(2**63 - 1), False), "a directory")
    files.run("mkfifo /tmp/pipe; ln -s loop /tmp/loop")
    for path, method, body in [("/files/download?path=/tmp/pipe", "GET", None), ("/files/replace", "POST", {"/tmp/pipe": {"old": "a", "new": "b"}})]:
        expect(files.request(method, path, body).status in (200, 500), f"{path} answers without waiting for the pipe")
    expect(files.post_form(form(metadata("/tmp/pipe"), part("file", b"x", "f"))).status in (200, 500), "an upload into a pipe answers")
    expect_failure(files.download("/tmp/loop"), 500, "RUNTIME_ERROR", "too many levels of symbolic links")
    expect_failure(files.info("/tmp/" + "x" * 300), 500, "RUNTIME_ERROR", "file name too long")
    identity = files.request("GET", "/v1/filesystem/0/0/files/info", path="/tmp")
    expect_equal((identity.status, identity.body), (404, b"404 page not found"), "a route this daemon does not have")


def test_ordinary_user():
    nobody = 65534 if os.geteuid() == 0 else None
    with Server("--tail-ms", "0", user=nobody) as server, sandbox_of(server) as sandbox:
        files = Files(server, sandbox)
        files.upload("/tmp/made/file", b"contents", mode=640, owner="root", group="root")
        info = files.info("/tmp/made/file").json()["/tmp/made/file"]
        expect_equal((info["owner"], info["group"], info["mode"]), ("root", "root", 640), "whose it is")
        expect_equal(files.run("id -u; stat -c %U /tmp/made/file; cat /tmp/made/file"), ["0", "root", "contents"], "as the sandbox sees it")
        denied = files.post_form(form(metadata("/tmp/other", owner="daemon"), part("file", b"x", "f")))
        expect_failure(denied, 500, "RUNTIME_ERROR", "failed to set owner/group")


def test_without_isolation():
    with Server("--isolation", "none", "--tail-ms", "0") as server, sandbox_of(server) as sandbox:
        files = Files(server, sandbox)
        files.upload("file", b"contents")
        expect_equal(files.run("cat file"), ["contents"], "a file in the workspace")
        expect_equal(files.download("file").body, b"contents", "and back")


def main():
    report = Report()
    report.run("an ordinary user's server has files too", test_ordinary_user)
    report.run("files without isolation", test_without_isolation)
    with Server("--tail-ms", "0") as server:
        for name, test in {
            "contents arrive as they were sent": test_contents,
            "uploads are pairs": test_pairs,
            "a file that is there stays the file it is": test_existing_files,
            "an upload that breaks off changes nothing": test_broken_upload,
            "an upload that waits for the go-ahead": test_expect_continue,
            "half a gigabyte up and down": lambda server: test_large(server, False),
            "half a gigabyte up and down through the server's proxy": lambda server: test_large(server, True),
            "ranges of bytes": test_ranges,
            "conditions on a download": test_conditions,
            "lines of a file": test_lines,
            "what is told of files": test_info,
            "searches": test_search,
            "lists of directories": test_list,
            "modes and owners": test_permissions,
            "moves": test_move,
            "replaced text": test_replace,
            "directories are made and removed": test_directories,
            "nothing leads out of a sandbox": test_nothing_leads_out,
            "pipes, loops and other strange files": test_strange_files,
        }.items():
            report.run(name, lambda: test(server))
    report.finish()


main()
