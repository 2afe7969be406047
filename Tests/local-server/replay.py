#!/usr/bin/env python3
"""Replays what the real server and the real execd were asked, and compares what the local server answers.

Compared: status, header names to the letter, header values, every JSON key, and every JSON value but those that differ
from run to run (identifiers, instants, ports). A stream is compared event by event, stdout and stderr each in order.
A capture that is neither replayed nor listed as out of scope fails.
"""

import datetime
import fnmatch
import json
import os
import re
import select

from capture import Capture
from harness import CAPTURES, Exchange, Report, Server, eventually, expect, expect_equal, parse_answer, parse_events, request_bytes

KEY = "realstack-key"
TOKEN = "realstack-token"

# What the recordings' world was called.
RECORDED_SERVER = "127.0.0.1:18091"
RECORDED_EXECD = ["127.0.0.1:18092", "127.0.0.1:18094", "127.0.0.1:18095"]
FIRST = "22239e5f-3aed-4f52-a87b-bd097c2507bd"
MANUAL = "17bd7aaf-2de0-4c46-a35e-c5f33cf5f19d"
ENDED = "ea275447-ef0d-478e-b26a-2bee05b929e5"
KILLED_BEHIND_PROXY = "6d166803-437c-4c5c-87d8-b5599c8784eb"
DEAD_PORTS = "45e7a8fa-6429-412f-8b6a-7e90f0ab8ecd"
PAUSED = "691b9cdf-0782-49f2-9177-4a989671c3e3"
EXPIRED = "801a2f08-56df-48b0-a909-8d125760c4b8"
BACKGROUND = "d596da503add459f84cff7bd97b53164"
INTERRUPTED = "5019a840488a40dea001c481c113859b"
LONG_BACKGROUND = "cb2f289f963c47d58b3a6192cb8e7f62"
FOREGROUND = "3cc509b8d47542d0b7b9cbeca78f6062"
SESSION = "53db1841-2c06-4045-9912-31c1689ae3bb"

NOT_REPLAYED = {
    "lc_2[3-9]_*": "diagnostics and snapshots come with their own issue",
    "lc_3[01]_*": "snapshots come with their own issue",
    "ex_8[0-2]_*": "code needs a Jupyter server, which the local server has not",
    "ex_8[3-9]_pty_*": "terminals come with their own issue",
    "ex_92_*": "only the begin of its body was recorded; server.py uploads in this way",
    "flt_05_*": "there is no answer to compare: the port is closed, which server.py looks at",
    "flt_07_*": "memory limits are not enforced",
    "sdk_01_*": "the official client runs for real in official_client.py",
}


class World:
    """A server with everything the recordings took for granted, and the names it goes by here."""

    def __init__(self, server):
        self.server = server
        self.sandboxes = {}
        self.executions = {}
        self.stream = None
        self.execd = server.execd(server.create())
        self.guarded = server.execd(server.create(env={"EXECD_ACCESS_TOKEN": TOKEN}))

    def sandbox(self, recorded, **fields):
        if recorded not in self.sandboxes:
            self.sandboxes[recorded] = self.server.create(**fields)
        return self.sandboxes[recorded]

    def replacements(self, port):
        future = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=20)
        return {
            RECORDED_SERVER: f"127.0.0.1:{self.server.port}",
            **{recorded: f"127.0.0.1:{port}" for recorded in RECORDED_EXECD},
            **self.sandboxes,
            **self.executions,
            # Instants that were in the future when they were recorded.
            "2026-11-23T05:55:54": future.strftime("%Y-%m-%dT%H:%M:%S"),
            "2026-11-23T05:55:57": future.strftime("%Y-%m-%dT%H:%M:%S"),
            "2026-11-23T05:56:16": future.strftime("%Y-%m-%dT%H:%M:%S"),
            "2026-11-23T06:08:10": future.strftime("%Y-%m-%dT%H:%M:%S"),
        }

    def port_for(self, name):
        if name in ("ex_02_401_token", "ex_03_200_token"):
            return self.guarded
        if name.startswith(("ex_", "flt_03")):
            return self.execd
        return self.server.port

    def status(self, recorded):
        path = f"/command/status/{self.executions[recorded]}"
        return self.server.request("GET", path, port=self.execd).json()

    def stream_of(self, command):
        return Exchange(self.execd, request_bytes("POST", "/command", {"command": command}, (), "x"))

    def send(self, capture, port=None):
        port = port or self.port_for(capture.name)
        return Exchange(port, capture.rewritten(self.replacements(port)))


# Comparison

VARYING_TEXT = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<hex>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "<instant to the microsecond>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<instant to the second>"),
    (re.compile(r"127\.0\.0\.1:\d+"), "<host and port>"),
]
VARYING_NUMBERS = {
    "timestamp", "execution_time", "cpu_count", "cpu_used_pct", "mem_total_mib", "mem_used_mib",
}
# As Go writes it: nanoseconds without the zeros at their end.
GO_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,8}[1-9])?Z")
GO_INSTANTS = {"started_at", "finished_at", "modified_at", "created_at"}
HTTP_DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z][a-z] \d{4} \d\d:\d\d:\d\d GMT")


def constant(value, key=None):
    """A JSON value without what differs from run to run."""
    if isinstance(value, dict):
        # How large a directory is depends on the file system.
        skipped = {"size"} if value.get("type") == "directory" else set()
        return {name: "<not compared>" if name in skipped else constant(member, name) for name, member in value.items()}
    if isinstance(value, list):
        return [constant(element) for element in value]
    if key in GO_INSTANTS and GO_INSTANT.fullmatch(value):
        return "<instant as Go writes it>"
    if isinstance(value, str):
        for pattern, name in VARYING_TEXT:
            value = pattern.sub(name, value)
    if key in VARYING_NUMBERS and isinstance(value, (int, float)):
        return "<number>"
    return value


def without(value, path):
    """The value without what stands at a dotted path; "*" is every element of a list."""
    first, _, rest = path.partition(".")
    if isinstance(value, list) and first == "*":
        return [without(element, rest) for element in value]
    if isinstance(value, dict) and first in value:
        value = dict(value)
        if rest:
            value[first] = without(value[first], rest)
        else:
            value[first] = "<not compared>"
    return value


def compare(capture, found, not_compared=()):
    wanted = parse_answer(capture.response, at_end=True)
    expect_equal(found.status, wanted.status, "status")
    compare_headers(found, wanted, bool(not_compared))
    if (wanted.header("content-type") or "").startswith("text/event-stream"):
        if b"RUNTIME_ERROR" in wanted.body:
            return compare_failed_streams(found, wanted)
        compare_streams(found, wanted)
    elif (wanted.header("content-type") or "").startswith("application/json"):
        ours, theirs = constant(found.json()), constant(wanted.json())
        for path in not_compared:
            ours, theirs = without(ours, path), without(theirs, path)
        expect_equal(json.dumps(ours, sort_keys=True), json.dumps(theirs, sort_keys=True), "body")
    else:
        expect_equal(found.body, wanted.body, "body")


def compare_headers(found, wanted, body_differs):
    def shape(answer):
        headers = dict(answer.headers)
        for name in list(headers):
            # Lengths follow names that differ in length, such as ports.
            if name.lower() in ("date", "x-request-id") or name.lower() == "content-length":
                headers[name] = "<varies>"
            if name.lower() == "last-modified":
                expect(HTTP_DATE.fullmatch(headers[name]), f"the form of {headers[name]!r}")
                headers[name] = "<varies>"
        if "x-request-id" in headers:
            headers["x-request-id"] = constant(dict(answer.headers)["x-request-id"])
        return sorted(headers.items())

    expect_equal(shape(found), shape(wanted), "headers")
    expect_equal(len(found.headers), len(wanted.headers), "number of headers")


def compare_streams(found, wanted):
    expect_equal(found.complete, wanted.complete, "whether the stream ends properly")
    ours, theirs = constant(parse_events(found.body)), constant(parse_events(wanted.body))
    expect_equal(ours[0], theirs[0], "first event")
    for kind in ("stdout", "stderr"):
        of_kind = [[event for event in events if event["type"] == kind] for events in (ours, theirs)]
        expect_equal(*of_kind, f"{kind} events")
    expect_equal(ours[-1], theirs[-1], "last event")
    kinds = [sorted({json.dumps(sorted(event)) for event in events}) for events in (ours, theirs)]
    expect_equal(*kinds, "sets of keys")


def compare_failed_streams(found, wanted):
    """The failure at the end of a stream has neither a type nor an empty line behind it."""
    expect_equal(found.complete, wanted.complete, "whether the stream ends properly")
    (events, failure), (wanted_events, wanted_failure) = (answer.body.rsplit(b"\n\n", 1) for answer in (found, wanted))
    expect_equal(failure, wanted_failure, "the failure")
    kinds = [{event["type"] for event in parse_events(part)} for part in (events, wanted_events)]
    expect_equal(*kinds, "types of events")


# The captures in scope, in the order that makes each other's state

def replay_plainly(world, capture, not_compared=()):
    with world.send(capture) as exchange:
        answer = exchange.answer()
    compare(capture, answer, not_compared)
    return answer


def replay_create(recorded):
    def replay(world, capture):
        world.sandboxes[recorded] = replay_plainly(world, capture).json()["id"]

    return replay


def with_sandbox(recorded, not_compared=()):
    def replay(world, capture):
        world.sandbox(recorded)
        replay_plainly(world, capture, not_compared)

    return replay


def differing_in(*not_compared):
    return lambda world, capture: replay_plainly(world, capture, not_compared)


def replay_execution(recorded):
    """Starts something whose identifier, in the first event, later captures name."""
    def replay(world, capture):
        with world.send(capture) as exchange:
            answer = exchange.answer()
        compare(capture, answer)
        world.executions[recorded] = parse_events(answer.body)[0]["text"]

    return replay


def replay_when_ended(recorded):
    def replay(world, capture):
        eventually(lambda: not world.status(recorded)["running"], "the command has ended")
        replay_plainly(world, capture)

    return replay


def replay_growing_log(world, capture):
    """What was recorded is there at some time, and more may be by then."""
    wanted = parse_answer(capture.response, at_end=True)

    def ask():
        with world.send(capture) as exchange:
            return exchange.answer()

    found = eventually(lambda: (answer := ask()) and len(answer.body) >= len(wanted.body) and answer, "the output is there")
    expect_equal(found.body[:len(wanted.body)], wanted.body, "the output")
    cursor = "Execd-Commands-Tail-Cursor"
    expect_equal(found.header(cursor), str(len(found.body)), "the cursor")
    found.headers = [(name, wanted.header(cursor) if name == cursor else value) for name, value in found.headers]
    compare_headers(found, wanted, True)


def replay_interrupted_stream(world, capture):
    """Sends the command that the next capture stops, and keeps its stream for the one after that."""
    world.stream = world.send(capture)
    world.stream.until(lambda data: b'"go"' in data, "the first line")
    events = parse_events(parse_answer(world.stream.received).body)
    world.executions[INTERRUPTED] = events[0]["text"]


def replay_interrupt(world, capture):
    replay_plainly(world, capture)
    with world.stream as stream:
        compare(Capture(CAPTURES / "ex_26_interrupt_running_stream.txt"), stream.answer())


def replay_foreground_logs(world, capture):
    with world.stream_of("true") as exchange:
        world.executions[FOREGROUND] = parse_events(exchange.answer().body)[0]["text"]
    replay_plainly(world, capture)


def replay_session_create(world, capture):
    world.executions[SESSION] = replay_plainly(world, capture).json()["session_id"]


def replay_shortened(world, capture):
    """The recorded command takes 20 s; what matters is that it takes longer than its limit."""
    capture.request = capture.request.replace(b"sleep 20", b"sleep  2")
    replay_plainly(world, capture)


def replay_after_exit(world, capture):
    sandbox = world.sandboxes[ENDED]
    eventually(lambda: world.server.info(sandbox).json()["status"]["state"] != "Running", "the entrypoint has ended")
    replay_plainly(world, capture)


def replay_after_expiry(world, capture):
    sandbox = world.sandbox(EXPIRED)
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=0.5)
    world.server.request(
        "POST", f"/v1/sandboxes/{sandbox}/renew-expiration", {"expiresAt": soon.isoformat()}, world.server.key_headers)
    eventually(lambda: world.server.info(sandbox).status == 404, "the sandbox has expired")
    replay_plainly(world, capture)


def replay_killed(world, capture, sandbox, port):
    """The sandbox is deleted once the stream has shown its second line."""
    wanted = parse_answer(capture.response, at_end=True)
    with world.send(capture, port) as exchange:
        exchange.until(lambda data: b'"t2"' in data, "the second line")
        world.server.delete(sandbox)
        found = exchange.answer()
    expect_equal(found.status, wanted.status, "status")
    compare_headers(found, wanted, True)
    expect_equal(found.complete, wanted.complete, "whether the stream ends properly")
    types = [{event["type"] for event in parse_events(answer.body)} for answer in (found, wanted)]
    expect_equal(*types, "types of events")


def replay_killed_directly(world, capture):
    sandbox = world.server.create()
    replay_killed(world, capture, sandbox, world.server.execd(sandbox))


def replay_killed_behind_proxy(world, capture):
    replay_killed(world, capture, world.sandbox(KILLED_BEHIND_PROXY), world.server.port)


def replay_hanging(port_of):
    """While the sandbox is paused there is no answer; it comes once it is resumed."""
    def replay(world, capture):
        sandbox = world.sandbox(PAUSED)
        act = lambda verb: world.server.request("POST", f"/v1/sandboxes/{sandbox}/{verb}", headers=world.server.key_headers)
        expect_equal((capture.response, act("pause").status), (b"", 202), "the recorded answer, and the status of the pause")
        with world.send(capture, port_of(world)) as exchange:
            # Another answer of the same server is there, and this one is not.
            expect_equal(world.server.info(sandbox).json()["status"]["state"], "Paused", "state")
            expect_equal(select.select([exchange.connection], [], [], 0.1)[0], [], "connections with an answer")
            expect_equal(act("resume").status, 202, "status of the resume")
            expect_equal(exchange.answer().status, 200, "status of the answer that hung")

    return replay


FOLDER = "/srv/sandboxes/run/cap"


def with_files(script):
    """What was recorded after somebody had put files there."""
    def replay(world, capture):
        with world.stream_of(f"mkdir -p {FOLDER}; cd {FOLDER}; {script}") as exchange:
            expect_equal(parse_events(exchange.answer().body)[-1]["type"], "execution_complete", "how the preparation ended")
        replay_plainly(world, capture)

    return replay


def replay_head(world, capture):
    """Whatever came behind the headers would be a body, which a HEAD has not: the next answer has to be there."""
    with world.send(capture) as exchange:
        exchange.connection.sendall(request_bytes("GET", "/ping", None, [("Connection", "close")], "x"))
        while exchange.more():
            pass
        head, _, rest = bytes(exchange.received).partition(b"\r\n\r\n")
        expect(rest.startswith(b"HTTP/1.1 200 OK\r\n"), f"the next answer in {rest[:100]!r}")
        compare(capture, parse_answer(head + b"\r\n\r\n"))


def replay_directory_download(world, capture):
    """Its length is announced as the largest there is, and nothing comes."""
    answer = replay_plainly(world, capture)
    expect_equal((answer.header("content-length"), answer.body, answer.complete), (str(2**63 - 1), b"", False), "what comes")


def replay_watch(world, capture):
    """The stream never ends; its first object is compared."""
    wanted = parse_answer(capture.response)
    with world.send(capture) as exchange:
        exchange.until(lambda data: b"}\n\r\n" in data, "the first object")
        found = parse_answer(exchange.received)
    compare_headers(found, wanted, False)
    expect_equal(constant(json.loads(found.body)), constant(json.loads(wanted.body)), "the object")
    expect(found.body.endswith(b"}\n") and not found.body.endswith(b"\n\n"), "one line end behind it")


def replay_as_another_user(world, capture):
    if os.geteuid() == 0:
        return replay_plainly(world, capture)
    expect(b'"uid":65534' in capture.request, "the capture asks for another user, which an ordinary user cannot grant")


POPULATION = ("items", "pagination.totalItems", "pagination.totalPages", "pagination.hasNextPage")

IN_SCOPE = {
    "lc_01_health": replay_plainly,
    "lc_02_401_missing_key": replay_plainly,
    "lc_03_401_wrong_key": replay_plainly,
    "lc_04_create": replay_create(FIRST),
    "lc_05_get": replay_plainly,
    "lc_06_list": replay_plainly,
    "lc_07_renew": replay_plainly,
    "lc_08_endpoint_44772": replay_plainly,
    "lc_09_endpoint_8080": replay_plainly,
    "lc_10_endpoint_other_3000": replay_plainly,
    "lc_11_endpoint_server_proxy": replay_plainly,
    "lc_12_metadata_patch": replay_plainly,
    "lc_13_pause": replay_plainly,
    "lc_14_get_paused": replay_plainly,
    "lc_15_pause_again_conflict": replay_plainly,
    "lc_16_endpoint_paused": replay_plainly,
    "lc_17_resume": replay_plainly,
    "lc_18_resume_again_conflict": replay_plainly,
    "lc_19_renew_past": replay_plainly,
    "lc_20_renew_naive_time": replay_plainly,
    "lc_21_proxy_execd_ping": replay_plainly,
    "lc_22_proxy_execd_command_sse": replay_plainly,
    "lc_32_networkpolicy_get": differing_in("message"),  # names the container's address
    "lc_33_pools_get": replay_plainly,
    "lc_34_templates_get": replay_plainly,
    "lc_35_delete": replay_plainly,
    "lc_36_delete_again_404": replay_plainly,
    "lc_37_get_404": replay_plainly,
    "lc_38_get_404_unknown": replay_plainly,
    "lc_39_422_bad_body": replay_plainly,
    "lc_40_422_missing_fields": replay_plainly,
    "lc_41_400_malformed_json": replay_plainly,
    "lc_42_timeout_too_small": replay_plainly,
    "lc_43_timeout_too_big": replay_plainly,
    "lc_44_bad_metadata_label": replay_plainly,
    "lc_45_image_not_found": differing_in("message"),  # Docker's own words
    "lc_46_network_policy_no_egress": replay_plainly,
    "lc_47_host_volume_denied": differing_in("message"),  # names the real machine's directories
    "lc_48_405": replay_plainly,
    "lc_49_route_404": replay_plainly,
    "lc_50_list_bad_page": replay_plainly,
    "lc_51_proxy_missing_sandbox": replay_plainly,
    "lc_52_x_request_id": replay_plainly,
    "lc_53_manual_cleanup_create_no_timeout": replay_create(MANUAL),
    "lc_54_manual_cleanup_get": replay_plainly,
    "lc_55_renew_manual_cleanup": replay_plainly,
    "lc_56_create_entrypoint_exits": replay_create(ENDED),
    "lc_57_get_exited": replay_after_exit,
    "lc_58_endpoint_exited": replay_plainly,
    "lc_60_health_via_v1": replay_plainly,
    "lc_62_list_multi_state": differing_in(*POPULATION),
    "lc_63_list_unknown_state": replay_plainly,
    "lc_64_list_page_beyond": differing_in("pagination.totalItems"),
    "lc_65_create_no_resource_limits": replay_plainly,
    "lc_66_create_bad_memory": replay_plainly,
    "lc_67_create_no_entrypoint": replay_plainly,
    "lc_68_create_image_not_local_no_network": differing_in("message"),  # Docker's own words
    "lc_69_endpoint_bad_port": replay_plainly,
    "lc_70_endpoint_port_text": replay_plainly,
    "lc_71_delete_no_key": replay_plainly,
    "lc_72_proxy_no_key": replay_plainly,
    "lc_73_metadata_reserved_prefix": replay_plainly,
    "lc_74_request_id_echo": differing_in(*POPULATION),
    "ex_01_ping": replay_plainly,
    "ex_02_401_token": replay_plainly,
    "ex_03_200_token": replay_plainly,
    "ex_04_command_stdout_stderr_exit0": replay_plainly,
    "ex_05_command_exit3": replay_plainly,
    "ex_06_command_ping_events": replay_plainly,
    "ex_07_command_timeout": replay_plainly,
    "ex_08_command_cwd_envs_uid": replay_as_another_user,
    "ex_09_command_bad_cwd": replay_plainly,
    "ex_10_command_missing": replay_plainly,
    "ex_11_command_malformed": replay_plainly,
    "ex_12_command_not_found_127": replay_plainly,
    "ex_13_command_killed_by_signal": replay_plainly,
    "ex_14_command_utf8_and_escapes": replay_plainly,
    "ex_15_command_empty_lines": replay_plainly,
    "ex_16_command_large_line": replay_plainly,
    "ex_17_background": replay_execution(BACKGROUND),
    "ex_18_status_running": replay_when_ended(BACKGROUND),
    "ex_19_logs_cursor0": replay_plainly,
    "ex_20_status_done": replay_plainly,
    "ex_21_logs_cursor3": replay_plainly,
    "ex_22_logs_cursor_end": replay_plainly,
    "ex_23_status_404": replay_plainly,
    "ex_24_logs_404": replay_plainly,
    "ex_25_interrupt_unknown": replay_plainly,
    "ex_26_interrupt_running_stream": replay_interrupted_stream,
    "ex_27_interrupt_running": replay_interrupt,
    "ex_28_status_interrupted": replay_plainly,
    "ex_29a_background_long": replay_execution(LONG_BACKGROUND),
    "ex_29b_status_running": replay_plainly,
    "ex_29c_logs_running": replay_growing_log,
    "ex_29d_interrupt_background": replay_plainly,
    "ex_29e_status_after_interrupt": replay_plainly,
    "ex_29f_foreground_logs_unsupported": replay_foreground_logs,
    "ex_29g_many_lines": replay_plainly,
    "ex_30_upload": replay_plainly,
    "ex_31_upload_no_filename": replay_plainly,
    "ex_32_upload_two": replay_plainly,
    "ex_33_upload_bad_metadata": replay_plainly,
    "ex_34_download": with_files("printf 'line1\\nline2\\nline3\\nline4\\n' > lines.txt"),
    "ex_35_download_range": replay_plainly,
    "ex_36_download_range_suffix": replay_plainly,
    "ex_37_download_range_416": replay_plainly,
    "ex_38_download_range_multi": replay_plainly,
    "ex_39_download_lines": replay_plainly,
    "ex_40_download_404": replay_plainly,
    "ex_41_download_dir": replay_directory_download,
    "ex_42_download_no_path": replay_plainly,
    "ex_43_info": replay_plainly,
    "ex_44_info_404": replay_plainly,
    "ex_45_search": replay_plainly,
    "ex_46_search_no_match": replay_plainly,
    "ex_47_search_bad_path": replay_plainly,
    "ex_48_permissions": replay_plainly,
    "ex_49_permissions_404": replay_plainly,
    "ex_50_mv": replay_plainly,
    "ex_51_mv_404": replay_plainly,
    "ex_52_replace": replay_plainly,
    "ex_53_replace_verbose": replay_plainly,
    "ex_54_replace_404": replay_plainly,
    "ex_55_mkdirs": replay_plainly,
    "ex_56_dirlist": replay_plainly,
    "ex_57_dirlist_depth2": replay_plainly,
    "ex_58_dirlist_404": replay_plainly,
    "ex_59_rmdir": replay_plainly,
    "ex_60_rmdir_404": replay_plainly,
    "ex_61_rm_files": replay_plainly,
    "ex_62_rm_files_404": replay_plainly,
    "ex_63_metrics": replay_plainly,
    "ex_64_metrics_watch_sse": replay_watch,
    "ex_70_session_create": replay_session_create,
    "ex_71_session_run": replay_plainly,
    "ex_72_session_run_state": replay_plainly,
    "ex_73_session_run_timeout": replay_shortened,
    "ex_74_session_delete": replay_plainly,
    "ex_75_session_run_404": replay_plainly,
    "ex_76_session_delete_404": replay_plainly,
    "ex_77_session_create_empty_body": replay_plainly,
    "ex_86_route_404": replay_plainly,
    "ex_87_405": replay_plainly,
    "ex_90_upload_chunked": replay_plainly,
    "ex_91_info_default_mode": replay_plainly,
    "ex_93_upload_onto_directory": replay_plainly,
    "ex_94_upload_bad_owner": replay_plainly,
    "ex_95_upload_mode_null_owner_null": replay_plainly,
    "ex_96_head_download": replay_head,
    "ex_97_download_empty_file": with_files(": > empty"),
    "ex_98_download_unicode_name": with_files("echo s > '☃ a.txt'"),
    "ex_99_search_default_pattern": replay_plainly,
    "flt_01_direct_ping_while_paused": replay_hanging(lambda world: world.server.execd(world.sandbox(PAUSED))),
    "flt_02_server_proxy_ping_while_paused": replay_hanging(lambda world: world.server.port),
    "flt_03_direct_ping_after_resume": replay_plainly,
    "flt_04_sandbox_killed_mid_stream_direct": replay_killed_directly,
    "flt_06_sandbox_killed_mid_stream_server_proxy": replay_killed_behind_proxy,
    "flt_08_server_proxy_dead_port": with_sandbox(DEAD_PORTS, ["message"]),  # names the container's address
    "flt_09_execd_proxy_dead_port": with_sandbox(DEAD_PORTS),
    "flt_10_get_after_expiry": replay_after_expiry,
    "flt_11_renew_after_expiry": replay_plainly,
}


def check_scope(names):
    for name in names:
        patterns = [pattern for pattern in NOT_REPLAYED if fnmatch.fnmatch(name, pattern)]
        expect(name in IN_SCOPE or patterns, f"{name} is neither replayed nor listed as out of scope")
    for name in IN_SCOPE:
        expect(name in names, f"{name} is to be replayed and is not there")
    for pattern in NOT_REPLAYED:
        expect(
            any(name not in IN_SCOPE for name in fnmatch.filter(names, pattern)),
            f"the pattern {pattern} leaves nothing out")


def main():
    report = Report()
    prefixes = ("lc_", "ex_", "flt_", "sdk_")
    names = sorted(path.stem for path in CAPTURES.glob("*.txt") if path.stem.startswith(prefixes))
    report.run("every capture is replayed or listed with a reason", lambda: check_scope(names))
    with Server("--api-key", KEY, "--tail-ms", "20") as server:
        server.key_headers = [("OPEN-SANDBOX-API-KEY", KEY)]
        world = World(server)
        for name, replay in IN_SCOPE.items():
            report.run(f"replay {name}", lambda: replay(world, Capture(CAPTURES / f"{name}.txt")))
    report.finish()


main()
