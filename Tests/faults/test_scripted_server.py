"""The scripted server, met with raw sockets."""
import os
import socket
import ssl
import struct
import threading

from tap import equal, test
from tools import Connection, call, certificates, start

CAPTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "captures")
CERTIFICATES = certificates()


def tls(name):
    return ["--tls", *(f"{CERTIFICATES}/{name}.{kind}" for kind in ("pem", "key", "port"))]


PORT, TLS_PORT, WRONG_NAME_PORT = start("scripted_server.py", *tls("right"), *tls("wrong-name"),
                                         "--captures", CAPTURES)


def define(name, text):
    equal(call(PORT, "PUT", f"/_control/script/{name}", text), (200, ""))


def count(name, event="request", more=""):
    return int(call(PORT, "GET", f"/_control/count?script={name}&event={event}{more}")[1])


def wait(name, event, number, more=""):
    equal(call(PORT, "GET", f"/_control/wait?script={name}&event={event}&count={number}{more}"), (200, str(number)))


def once(name, steps, method="GET", body=b""):
    """Defines a script of one route, sends a request to it and returns the connection."""
    define(name, f"on {method} /x\n{steps}")
    return Connection(PORT).request(method, f"/s/{name}/x", body)


def everything(name, steps, method="GET", body=b""):
    connection = once(name, steps, method, body)
    end = connection.read_to_end()
    return connection.received, end


@test
def respond_has_its_length_and_keeps_the_connection():
    connection = once("respond", "respond 202 application/json {'id':'sb-1'}")
    for _ in range(3):
        fields = {"Content-Type": "application/json", "Content-Length": "13"}
        equal(connection.answer(), (202, fields, b'{"id":"sb-1"}'))
        connection.request("GET", "/s/respond/x")
    equal(count("respond", "connection"), 1)


@test
def respond_without_a_body_and_204():
    equal(once("empty", "respond 200").answer(), (200, {"Content-Length": "0"}, b""))
    equal(once("none", "respond 204").answer(), (204, {}, b""))


@test
def json_with_double_quotes_keeps_its_apostrophes():
    equal(once("json", """respond 200 application/json {"a":"it's"}""").answer()[2], b"""{"a":"it's"}""")


@test
def variables_name_the_host_that_was_called():
    define("host", "on GET /x\nrespond 200 text/plain $HOST $BASE $PORT")
    for host, body in (("localhost:7", b"localhost:7 localhost:7/s/host 7"), ("[::1]:8", b"[::1]:8 [::1]:8/s/host 8")):
        equal(Connection(PORT).request("GET", "/s/host/x", host=host).answer()[2], body)


@test
def events_are_chunks_and_end_leaves_the_connection_open():
    connection = once("events", "head 200 text/event-stream chunked\nevent {'a':1}\nchunk 'x\\x00\\r\\n'\nend")
    connection.read_until(b"0\r\n\r\n")
    head, _, body = connection.received.partition(b"\r\n\r\n")
    equal(head, b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked")
    equal(body, b'9\r\n{"a":1}\n\n\r\n4\r\nx\0\r\n\r\n0\r\n\r\n')
    connection.received = b""
    connection.request("GET", "/s/events/x").read_until(b"0\r\n\r\n")


@test
def captures_are_served_as_they_were_recorded():
    name = "ex_04_command_stdout_stderr_exit0"
    with open(os.path.join(CAPTURES, f"{name}.txt"), "rb") as file:
        recorded = file.read()
    for how in ("", " timed"):
        body = once("capture", f"capture {name}{how}").read_until(b"\r\n0\r\n\r\n")
        for line in body.split(b"\r\n"):
            equal((line in recorded, line), (True, line))
        equal((body[:15], body.count(b'{"type"'), len(body)), (b"HTTP/1.1 200 OK", 6, 280 + 63 + 65 + 65 + 150 + 5))


@test
def to_end_bodies_end_with_the_connection():
    data, end = everything("toend", "head 200 text/plain to-end\nraw abc")
    equal((data[-7:], end), (b"\r\n\r\nabc", "fin"))


@test
def raw_bytes_need_no_head():
    equal(everything("raw", "raw 'ICY\\xff\\n'\nclose"), (b"ICY\xff\n", "fin"))


@test
def a_length_may_lie():
    equal(everything("lie", "header Content-Length: 99\nrespond 200 text/plain abc\nclose"),
          (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\nabc", "fin"))


@test
def a_redirect_is_a_header_and_a_status():
    equal(once("redirect", "header Location: http://$HOST/y\nrespond 302").answer(),
          (302, {"Content-Length": "0", "Location": "http://a.test:1/y"}, b""))


@test
def a_header_of_one_mebibyte():
    equal(once("big", "big-header X-Big 1048576\nrespond 200").answer()[1]["X-Big"], "x" * 1048576)


@test
def repeat_counts_and_sends_every_byte():
    body = "".join(f"<{index}>" for index in range(100000)).encode()
    equal(once("count", f"head 200 text/plain length {len(body)}\nrepeat 100000 raw <$I>").answer()[2], body)
    equal(once("same", "head 200 text/plain length 9999999\nrepeat 3333333 raw abc").answer()[2], b"abc" * 3333333)
    equal(once("few", "head 200 text/plain length 21\nrepeat 7 pieces 2 raw abc").answer()[2], b"abc" * 7)


@test
def repeat_with_pieces_and_pauses_sends_every_byte():
    connection = once("pieces", "head 200 text/plain chunked\nrepeat 5 pieces 2 every 1 event $I")
    body = connection.read_until(b"0\r\n\r\n").partition(b"\r\n\r\n")[2]
    equal(body, b"".join(b"3\r\n%d\n\n\r\n" % index for index in range(5)) + b"0\r\n\r\n")


@test
def an_endless_body_goes_on_until_the_peer_closes():
    connection = once("endless", "head 200 text/plain to-end\nrepeat forever raw x")
    while len(connection.received) < 10_000_000:
        connection.piece()
    connection.close()
    wait("endless", "abort", 1)


@test
def a_cut_leaves_exactly_so_many_bytes():
    whole, _ = everything("whole", "head 200 text/plain length 300000\nrepeat 300000 raw x\nclose")
    for how, end in (("close", "fin"), ("reset", "rst")):
        for size in (0, 1, 17, len(whole) - 1, len(whole)):
            data, seen = everything("cut", f"cut {size} {how}\nhead 200 text/plain length 300000\n"
                                           "repeat 300000 raw x\nclose")
            equal((len(data), data == whole[:size], seen), (size, True, end))


@test
def a_cut_beyond_the_answer_never_comes():
    connection = once("late", "cut 1000\nrespond 200 text/plain abc")
    equal(connection.answer()[2], b"abc")
    equal(connection.request("GET", "/s/late/x").answer()[2], b"abc")


@test
def reset_comes_after_what_was_sent():
    data, end = everything("reset", "head 200 text/plain length 1000000\nrepeat 500000 raw x\nreset")
    equal((data.count(b"x") >= 500000, end), (True, "rst"))


@test
def a_drip_sends_every_byte():
    equal(once("drip", "drip\nrespond 200 text/plain abcdef").answer()[2], b"abcdef")
    equal(once("drips", "drip 4 every 1\nrespond 200 text/plain abcdef").answer()[2], b"abcdef")


@test
def close_alone_answers_nothing_and_counts_the_request():
    equal(everything("silent", "close", "POST", b"body"), (b"", "fin"))
    equal(count("silent"), 1)
    equal(count("silent", "answer"), 1)


@test
def blocks_take_turns_and_the_last_repeats():
    define("turns", "on GET /x\nrespond 500\non GET /x\nrespond 200\non GET /y\nrespond 201")
    statuses = [call(PORT, "GET", f"/s/turns/{path}")[0] for path in ("x", "y", "x", "x", "y")]
    equal(statuses, [500, 201, 200, 200, 201])


@test
def paths_match_by_segments_and_queries_only_where_asked():
    define("paths", "\n".join((
        "on GET /a/*/c", "respond 200 text/plain one", "on GET /a/**", "respond 200 text/plain rest",
        "on GET /q?x=1", "respond 200 text/plain query", "on * /q", "respond 200 text/plain any")))
    for method, path, body in (("GET", "/a/b/c", "one"), ("GET", "/a/b/c?d=e", "one"), ("GET", "/a/b/d", "rest"),
                               ("GET", "/a/b/c/d", "rest"), ("GET", "/q?x=1", "query"), ("GET", "/q?x=2", "any"),
                               ("POST", "/q?x=1", "any")):
        equal((path, call(PORT, method, f"/s/paths{path}")), (path, (200, body)))
    equal(call(PORT, "POST", "/s/paths/a/b/c")[0], 404)
    equal(call(PORT, "GET", "/s/paths/a")[0], 404)
    equal(call(PORT, "GET", "/s/unknown/a")[0], 404)


@test
def counts_tell_methods_and_paths_apart():
    define("counts", "on * /**\nrespond 200")
    for method, path in (("GET", "/a"), ("POST", "/a"), ("POST", "/b/c?d=e"), ("POST", "/b/d")):
        call(PORT, method, f"/s/counts{path}")
    equal(count("counts"), 4)
    equal(count("counts", more="&method=POST"), 3)
    equal(count("counts", more="&path=/a"), 2)
    equal(count("counts", more="&method=POST&path=/b/*"), 2)
    wait("counts", "answer", 4)


@test
def an_unfinished_request_is_not_counted():
    define("half", "on POST /x\nrespond 200")
    connection = Connection(PORT).send(b"POST /s/half/x HTTP/1.1\r\nContent-Length: 3\r\n\r\nab")
    wait("half", "head", 1)
    equal(count("half"), 0)
    equal(connection.send(b"c").answer()[0], 200)
    equal(count("half"), 1)


@test
def requests_are_kept_as_they_came():
    first = (b"POST /s/kept/x HTTP/1.1\r\nHost: h\r\nX-Key:  secret\r\nTransfer-Encoding: chunked\r\n\r\n"
             b"3;e\r\nabc\r\n0\r\nT: 1\r\n\r\n")
    second = b"GET /s/kept/x?q HTTP/1.1\r\nHost: h\r\n\r\n"
    define("kept", "on * /x\nrespond 200")
    Connection(PORT).send(first + second).read_until(b"\r\n\r\nHTTP/1.1 200 OK")
    wait("kept", "request", 2)
    equal(call(PORT, "GET", "/_control/requests?script=kept")[1].encode(), first + second)
    equal(call(PORT, "GET", "/_control/requests?script=kept&method=GET")[1].encode(), second)


@test
def a_body_is_kept_up_to_a_mebibyte():
    connection = once("upload", "respond 200", "POST", b"x" * 5_000_000)
    equal(connection.answer()[0], 200)
    equal(call(PORT, "GET", "/_control/requests?script=upload")[1].count("x"), (1 << 20) + 1)  # one in the path


@test
def a_body_may_stay_unread():
    connection = once("unread", "read 0\nrespond 413", "POST", b"x")
    equal(connection.read_until(b"\r\n\r\n").split()[1], b"413")
    wait("unread", "answer", 1)
    equal((count("unread", "head"), count("unread")), (1, 0))


@test
def a_signal_releases_every_waiting_answer_and_stays_given():
    define("signal", "on GET /x\nhead 200 text/plain length 4\nraw ab\nwait-signal go\nraw cd")
    waiting = [Connection(PORT).request("GET", "/s/signal/x") for _ in range(20)]
    for connection in waiting:
        connection.read_until(b"ab")
        equal(connection.is_open(), True)
    equal(call(PORT, "POST", "/_control/signal?script=signal&name=go"), (200, ""))
    for connection in waiting:
        connection.read_until(b"abcd")
    Connection(PORT).request("GET", "/s/signal/x").read_until(b"abcd")


@test
def a_peer_that_goes_is_noticed_in_every_kind_of_wait():
    for step in ("stall", "delay 3600000", "wait-signal never", "repeat 2 every 3600000 raw x", "cut 0 stall"):
        connection = once("gone", f"head 200 text/plain to-end\nraw abcdef\n{step}")
        connection.read_until(b"abcdef")
        equal(count("gone", "abort"), 0)
        connection.close()
        wait("gone", "abort", 1)
        wait("gone", "close", 1, "&method=GET&path=/x")


@test
def a_peer_that_goes_is_noticed_while_its_body_is_unread():
    connection = once("unseen", "read 0\nstall", "POST", b"x" * 1000)
    wait("unseen", "head", 1)
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    wait("unseen", "abort", 1)


@test
def an_idle_connection_that_closes_is_no_abort():
    connection = once("idle", "respond 200")
    connection.answer()
    connection.close()
    wait("idle", "close", 1)
    equal(count("idle", "abort"), 0)


@test
def a_script_defined_anew_has_seen_nothing():
    once("anew", "respond 200").answer()
    equal(count("anew"), 1)
    define("anew", "on GET /x\nrespond 201")
    equal(count("anew"), 0)
    equal(call(PORT, "DELETE", "/_control/script/anew"), (200, ""))
    equal(call(PORT, "GET", "/_control/count?script=anew")[0], 404)
    equal(call(PORT, "GET", "/s/anew/x")[0], 404)


@test
def mistakes_in_a_script_name_their_line():
    for text, reason in (
            ("", "no `on` line"),
            ("on GET\n", "line 1: on METHOD /PATH"),
            ("respond 200", "line 1: a step before the first `on`"),
            ("on GET /x\n\n# comment\n  jump 3", "line 4: no such step: jump"),
            ("on GET /x\nrespond ok", "line 2: no number: 'ok'"),
            ("on GET /x\nrespond", "line 2: no number: ''"),
            ("on GET /x\nhead 200 text/plain", "line 2: head STATUS [TYPE] chunked | length N | to-end"),
            ("on GET /x\nhead 200 chunked\nrespond 200", "line 3: a second head"),
            ("on GET /x\nclose\nraw x", "line 3: raw after the end of the answer"),
            ("on GET /x\nrespond 200\nread 3", "line 3: read comes first"),
            ("on GET /x\nheader A: b", "last block: header without a head or respond after it"),
            ("on GET /x\non GET /y\nrespond 200",
             "line 2: no answer: respond, head, raw, close, reset or stall is missing"),
            ("on GET /x\nrepeat x raw x", "line 2: repeat N | forever [pieces K] [every MS] event | chunk | raw DATA"),
            ("on GET /x\nrepeat forever raw $I", "line 2: $I needs a number of repetitions"),
            ("on GET /x\nrepeat 9 pieces 0 raw x", "line 2: pieces 0 never ends"),
            ("on GET /x\nrepeat 999999999 pieces 999999999 raw x", "line 2: more than 268435456 bytes to hold"),
            ("on GET /x\ncapture no_such", "line 2: no such capture: no_such"),
            ("on GET /x\ncapture ../x", "line 2: capture NAME [timed]"),
            ("on GET /x\ndrip 0", "line 2: drip [SIZE] [every MS]"),
            ("on GET /x\ncut reset", "line 2: cut N [close | reset | stall]"),
    ):
        equal(call(PORT, "PUT", "/_control/script/mistake", text), (400, reason + "\n"))


@test
def mistakes_in_control_calls_are_told():
    define("told", "on GET /x\nrespond 200")
    for method, target, status in (
            ("GET", "/_control/count", 400), ("GET", "/_control/count?script=no", 404), ("GET", "/_control/no", 404),
            ("GET", "/_control/count?script=told&event=no", 400), ("GET", "/_control/wait?script=told&count=x", 400),
            ("GET", "/_control/wait?script=told", 400), ("POST", "/_control/signal?script=told", 400),
            ("DELETE", "/_control/script/no", 404)):
        equal((target, call(PORT, method, target)[0]), (target, status))
    equal(call(PORT, "PUT", "/_control/script/told", "#" * (1 << 21))[0], 413)


@test
def nonsense_instead_of_a_request_is_refused():
    for data in (b"\r\n\r\n", b"nonsense\r\n\r\n", b"GET /s/a/x HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
        connection = Connection(PORT).send(data)
        equal((connection.read_to_end(), connection.received[:12]), ("fin", b"HTTP/1.1 400"))


@test
def a_thousand_streams_at_once_lose_nothing():
    define("many", "on GET /x\nhead 200 text/event-stream chunked\nraw ready\nwait-signal go\n"
                   "repeat 20 every 5 event {'n':$I}\nend")
    connections = [Connection(PORT).request("GET", "/s/many/x") for _ in range(1000)]
    wait("many", "request", 1000)
    call(PORT, "POST", "/_control/signal?script=many&name=go")
    whole = b"".join(b"%x\r\n%b\r\n" % (len(event), event) for event in (b'{"n":%d}\n\n' % n for n in range(20)))
    for connection in connections:
        body = connection.read_until(b"\r\n0\r\n\r\n").partition(b"\r\n\r\nready")[2]
        equal(body, whole + b"0\r\n\r\n")
        connection.close()
    wait("many", "answer", 1000)


@test
def tls_answers_to_who_trusts_the_authority():
    define("tls", "on GET /x\nrespond 200 text/plain $HOST")
    context = ssl.create_default_context(cafile=f"{CERTIFICATES}/ca.pem")
    for name in ("localhost", "127.0.0.1", "::1"):
        connection = Connection(TLS_PORT, lambda plain, name=name: context.wrap_socket(plain, server_hostname=name))
        equal(connection.request("GET", "/s/tls/x").answer()[2], b"a.test:1")
        connection.close()


@test
def tls_with_a_wrong_name_or_a_strange_authority_is_refused():
    right = ssl.create_default_context(cafile=f"{CERTIFICATES}/ca.pem")
    stranger = ssl.create_default_context(cafile=f"{CERTIFICATES}/stranger-ca.pem")
    for port, context, reason in ((WRONG_NAME_PORT, right, "mismatch"), (TLS_PORT, stranger, "verify failed")):
        try:
            Connection(port, lambda plain, context=context: context.wrap_socket(plain, server_hostname="localhost"))
            raise AssertionError("the handshake went through")
        except ssl.SSLCertVerificationError as error:
            equal((reason in str(error), reason), (True, reason))


def certificate_at(port):
    """The subject's common name of the certificate that a new connection meets there."""
    context = ssl.create_default_context(cafile=f"{CERTIFICATES}/ca.pem")
    context.check_hostname = False
    connection = Connection(port, context.wrap_socket)
    (kind, name), = connection.socket.getpeercert()["subject"][0]
    equal(kind, "commonName")
    return connection, name


@test
def a_door_presents_the_certificate_it_is_told_to():
    port = int(call(PORT, "POST", "/_control/door?certificate=right")[1])
    equal(certificate_at(port)[1], "right")
    equal(call(PORT, "PUT", f"/_control/door?port={port}&certificate=wrong-name"), (200, ""))
    equal(certificate_at(port)[1], "wrong-name")
    equal((certificate_at(TLS_PORT)[1], certificate_at(WRONG_NAME_PORT)[1]), ("right", "wrong-name"))


@test
def a_script_changes_the_certificate_of_the_door_it_came_through():
    port = int(call(PORT, "POST", "/_control/door?certificate=right")[1])
    define("door", "on GET /x\ncertificate wrong-name\nrespond 200")
    connection, name = certificate_at(port)
    equal((connection.request("GET", "/s/door/x").answer()[0], name), (200, "right"))
    equal((connection.request("GET", "/s/door/x").answer()[0], certificate_at(port)[1]), (200, "wrong-name"))


@test
def doors_and_certificates_that_are_not_there_are_refused():
    equal(call(PORT, "POST", "/_control/door?certificate=none")[0], 404)
    equal(call(PORT, "PUT", f"/_control/door?port={TLS_PORT}&certificate=right")[0], 404)
    equal(call(PORT, "PUT", "/_control/door?certificate=right")[0], 400)


@test
def tls_ends_are_told_apart():
    context = ssl.create_default_context(cafile=f"{CERTIFICATES}/ca.pem")
    body = "head 200 text/plain to-end\nraw abc"
    for steps, wanted in ((body, "notice"), (f"{body}\nclose", "fin"), (f"{body}\nreset", "rst"),
                          (f"cut 60\n{body}", "fin")):
        define("tlsend", f"on GET /x\n{steps}")
        connection = Connection(TLS_PORT, lambda plain: context.wrap_socket(plain, server_hostname="localhost",
                                                                            suppress_ragged_eofs=False))
        connection.request("GET", "/s/tlsend/x")
        end = connection.end_unread()  # before TLS reads: Python makes an EOF of a reset
        if end == "fin":
            try:
                connection.read_to_end()
                end = "notice"
            except ssl.SSLEOFError:
                pass
        equal((steps, end), (steps, wanted))


@test
def tls_streams_and_notices_a_peer_that_goes():
    context = ssl.create_default_context(cafile=f"{CERTIFICATES}/ca.pem")
    define("tlsgone", "on POST /x\nhead 200 text/plain to-end\nrepeat 100000 raw abcdef\nstall")
    connection = Connection(TLS_PORT, lambda plain: context.wrap_socket(plain, server_hostname="localhost"))
    connection.request("POST", "/s/tlsgone/x", b"y" * 300000)
    while connection.received.count(b"abcdef") < 100000:
        connection.piece()
    connection.close()
    wait("tlsgone", "abort", 1)


@test
def waits_end_when_the_count_is_reached():
    define("waits", "on GET /x\nrespond 200")
    waiting = threading.Thread(target=wait, args=("waits", "request", 2))
    waiting.start()
    for _ in range(2):
        equal(call(PORT, "GET", "/s/waits/x")[0], 200)
    waiting.join()
