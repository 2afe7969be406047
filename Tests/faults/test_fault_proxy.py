"""The fault proxy before the scripted server, met with raw sockets."""
import time

from tap import equal, test
from tools import Connection, call, start

SERVER_PORT, = start("scripted_server.py")
PORT, CONTROL_PORT = start("fault_proxy.py", "--upstream", f"127.0.0.1:{SERVER_PORT}")

DOCUMENT = b"0123456789" * 100
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n" + DOCUMENT


def faults(text, connections="all"):
    equal(call(CONTROL_PORT, "PUT", f"/_control/faults?connections={connections}", text), (200, ""))


def calm():
    equal(call(CONTROL_PORT, "DELETE", "/_control/faults"), (200, ""))


def count(what):
    return int(call(CONTROL_PORT, "GET", f"/_control/count?of={what}")[1])


def define(text=f"on * /x\nrespond 200 text/plain {DOCUMENT.decode()}"):
    equal(call(SERVER_PORT, "PUT", "/_control/script/p", text), (200, ""))


def seen(event="request"):
    return int(call(SERVER_PORT, "GET", f"/_control/count?script=p&event={event}")[1])


def wait_seen(event, number):
    equal(call(SERVER_PORT, "GET", f"/_control/wait?script=p&event={event}&count={number}"), (200, str(number)))


def ask(body=b"", method="GET"):
    return Connection(PORT).request(method, "/s/p/x", body)


@test
def proxy_without_faults_is_not_noticed():
    calm()
    define()
    before = count("connections")
    connection = ask()
    for _ in range(3):
        equal(connection.answer()[2], DOCUMENT)
        connection.request("GET", "/s/p/x")
    equal(count("connections"), before + 1)
    connection.close()
    wait_seen("close", 1)


@test
def proxy_passes_large_bodies_and_counts_them():
    calm()
    define("on POST /x\nhead 200 text/plain length 50000000\nrepeat 5000000 raw 0123456789")
    up, down = count("up"), count("down")
    equal(len(ask(b"x" * 30_000_000, "POST").answer()[2]), 50_000_000)
    equal((count("up") - up > 30_000_000, count("down") - down > 50_000_000), (True, True))


@test
def proxy_cuts_and_resets_after_so_many_bytes():
    define()
    for fault, end in (("cut", "fin"), ("reset", "rst")):
        for size in (0, 1, 500, len(ANSWER)):
            faults(f"{fault} down {size}")
            connection = ask()
            equal((connection.read_to_end(), connection.received), (end, ANSWER[:size]))
    calm()


@test
def proxy_cuts_what_goes_up():
    define("on POST /x\nrespond 200")
    faults("cut up 100")
    connection = ask(b"x" * 1000, "POST")
    connection.read_to_end()
    equal(connection.received, b"")
    wait_seen("close", 1)
    equal((seen("head"), seen()), (1, 0))
    calm()


@test
def proxy_faults_may_be_for_the_next_connections_only():
    calm()
    define()
    faults("cut down 10", connections=2)
    for size in (10, 10, None):
        connection = ask()
        if size is None:
            equal(connection.answer()[2], DOCUMENT)
        else:
            equal((connection.read_to_end(), len(connection.received)), ("fin", size))


@test
def proxy_faults_reach_open_connections():
    calm()
    define()
    for fault, end in (("cut", "fin"), ("reset", "rst")):
        connection = ask()
        connection.answer()
        faults(f"{fault} down 0")
        equal((connection.read_to_end(), connection.received), (end, b""))
        calm()
    connection = ask()
    connection.answer()
    faults("cut down 5")
    connection.request("GET", "/s/p/x")
    equal((connection.read_to_end(), connection.received), ("fin", ANSWER[:5]))
    calm()


@test
def proxy_silence_keeps_everything_back_even_the_end():
    define(f"on GET /x\nrespond 200 text/plain {DOCUMENT.decode()}\nclose")
    faults("silence down 100")
    connection = ask()
    connection.read_until(ANSWER[:100])
    wait_seen("answer", 1)  # the server has sent the rest, and closed
    equal((connection.is_open(), connection.received), (True, ANSWER[:100]))
    connection.close()
    calm()


@test
def proxy_silence_upwards_hides_the_request():
    define()
    faults("silence up 0")
    swallowed = count("swallowed")
    connection = ask()
    equal(call(CONTROL_PORT, "GET", f"/_control/wait?of=swallowed&count={swallowed + 1}")[0], 200)
    calm()  # what was swallowed stays so, and what comes after it would be another stream
    swallowed = count("swallowed")
    connection.request("GET", "/s/p/x")
    equal(call(CONTROL_PORT, "GET", f"/_control/wait?of=swallowed&count={swallowed + 1}")[0], 200)
    equal(ask().read_until(ANSWER), ANSWER)
    equal(seen(), 1)


@test
def proxy_latency_delays_each_way():
    define()
    faults("latency up 60\nlatency down 40")
    began = time.monotonic()
    connection = ask()
    connection.answer()
    connection.request("GET", "/s/p/x").answer()
    equal(time.monotonic() - began >= 0.2, True)
    calm()


@test
def proxy_latency_costs_no_throughput_and_loses_no_byte():
    define("on GET /x\nhead 200 text/plain to-end\nrepeat 3000000 raw 0123456789")
    faults("latency 20")
    connection = ask()
    equal(connection.read_to_end(), "fin")
    equal(connection.received.partition(b"\r\n\r\n")[2] == b"0123456789" * 3_000_000, True)
    calm()


@test
def proxy_drips_and_narrow_lines_lose_no_byte():
    define()
    for fault in ("drip 100 1", "drip down 1 0", "bandwidth 100000"):
        faults(fault)
        equal((fault, ask().answer()[2]), (fault, DOCUMENT))
    calm()


@test
def proxy_bandwidth_is_kept():
    define()
    faults("bandwidth down 5000")
    began = time.monotonic()
    equal(ask().answer()[2], DOCUMENT)
    equal(time.monotonic() - began >= 0.2, True)
    calm()


@test
def proxy_garbage_is_the_same_for_the_same_seed_and_asks_nobody():
    define()
    answers = []
    for fault in ("garbage 64", "garbage 64 1", "garbage 64 2"):
        faults(fault)
        connection = ask()
        equal(connection.read_to_end(), "fin")
        answers.append(connection.received)
    equal([len(answer) for answer in answers], [64] * 3)
    equal((answers[0] == answers[1], answers[0] == answers[2]), (True, False))
    equal(seen("head"), 0)
    calm()


@test
def proxy_answers_with_statuses_on_new_and_kept_connections():
    calm()
    define()
    kept = ask()
    kept.answer()
    before = count("statuses")
    equal(call(CONTROL_PORT, "PUT", "/_control/statuses?status=429&count=2", "Retry-After: 7\n"), (200, ""))
    equal(call(CONTROL_PORT, "PUT", "/_control/statuses?status=503&count=1"), (200, ""))
    status, fields, _ = kept.request("POST", "/s/p/x", b"x" * 500_000).answer()
    equal((status, fields["Retry-After"]), (429, "7"))
    fresh = ask(b"y" * 10, "POST")
    equal(fresh.answer()[0], 429)
    equal(fresh.request("GET", "/s/p/x").answer()[0], 503)
    equal(fresh.request("GET", "/s/p/x").answer()[2], DOCUMENT)
    equal(kept.request("GET", "/s/p/x").answer()[2], DOCUMENT)
    equal((count("statuses") - before, seen()), (3, 3))


@test
def proxy_without_a_server_closes():
    nobody = start("fault_proxy.py", "--upstream", "127.0.0.1:1")
    equal(Connection(nobody[0]).request("GET", "/").read_to_end(), "fin")


@test
def proxy_survives_many_connections_cut_at_once():
    define()
    faults("cut down 100")
    connections = [ask() for _ in range(200)]
    for connection in connections:
        equal((connection.read_to_end(), connection.received), ("fin", ANSWER[:100]))
    calm()
    equal(ask().answer()[2], DOCUMENT)


@test
def proxy_mistakes_are_told():
    for text in ("cut", "cut sideways 3", "latency x", "jump 3", "garbage", "drip 3"):
        equal(call(CONTROL_PORT, "PUT", "/_control/faults", text), (400, f"line 1: {text}\n"))
    for target in ("/_control/count", "/_control/count?of=x", "/_control/wait?of=up"):
        equal((target, call(CONTROL_PORT, "GET", target)[0]), (target, 400))
