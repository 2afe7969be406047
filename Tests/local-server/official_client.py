#!/usr/bin/env python3
"""The official Python client, unchanged, against the local server: what its quick start does, direct and proxied."""

import datetime
import io
import logging
import os
import sys

from harness import ROOT, Report, Server, eventually, expect, expect_equal

PYTHON = os.environ.get("OSB_VENV_PYTHON", str(ROOT / ".build" / "venv" / "bin" / "python"))

try:
    from opensandbox import SandboxManagerSync, SandboxSync
    from opensandbox.config import ConnectionConfigSync
    from opensandbox.exceptions import SandboxApiException
    from opensandbox.models.execd import RunCommandOpts
    from opensandbox.models.execd_sync import ExecutionHandlersSync
    from opensandbox.models.filesystem import (
        ContentReplaceEntry, DirectoryListEntry, MoveEntry, SearchEntry, SetPermissionEntry, WriteEntry,
    )
    from opensandbox.models.sandboxes import SandboxFilter
except ImportError:
    # Not the interpreter that has it.
    if os.path.exists(PYTHON) and os.path.abspath(sys.executable) != os.path.abspath(PYTHON):
        os.execv(PYTHON, [PYTHON, *sys.argv])
    sys.exit(f"not ok - the official client is not installed for {PYTHON}")

KEY = "a-key"
# Whose files may become: an ordinary user's sandbox knows nobody but root.
OTHER = "daemon" if os.geteuid() == 0 else "root"


class QuickStart:
    """What the official quick start does with a sandbox, as far as the server goes today."""

    def __init__(self, server, use_server_proxy):
        self.config = ConnectionConfigSync(
            domain=f"127.0.0.1:{server.port}", api_key=KEY, use_server_proxy=use_server_proxy, disable_metrics=False)
        self.sandbox = None

    def create(self):
        self.sandbox = SandboxSync.create(
            "ubuntu", connection_config=self.config, env={"FOO": "bar"}, metadata={"demo": "qs"})
        expect(self.sandbox.is_healthy(), "the new sandbox is healthy")

    def show(self):
        info = self.sandbox.get_info()
        expect_equal(info.status.state, "Running", "state")
        expect_equal(info.image.image, "ubuntu:latest", "image")
        expect_equal(info.metadata, {"demo": "qs"}, "metadata")
        expect_equal(info.entrypoint, ["tail", "-f", "/dev/null"], "entrypoint")
        expect(info.expires_at > info.created_at, "it expires after it was created")

    def run(self):
        seen = []
        handlers = ExecutionHandlersSync(
            on_init=lambda event: seen.append(("init", event.id)),
            on_stdout=lambda message: seen.append(("stdout", message.text)),
            on_stderr=lambda message: seen.append(("stderr", message.text)),
            on_execution_complete=lambda event: seen.append(("complete", None)),
            on_error=lambda error: seen.append(("error", error.value)))
        execution = self.sandbox.commands.run("echo hi $FOO; echo err 1>&2; exit 3", handlers=handlers)
        expect_equal(execution.exit_code, 3, "exit code")
        expect_equal([line.text.rstrip("\n") for line in execution.logs.stdout], ["hi bar"], "stdout")
        expect_equal([line.text.rstrip("\n") for line in execution.logs.stderr], ["err"], "stderr")
        expect_equal(seen[0], ("init", execution.id), "first event")
        expect_equal(seen[-1], ("error", "3"), "last event")
        expect_equal(len(seen), 4, "number of events")

    def run_with_options(self):
        options = RunCommandOpts(working_directory="/tmp", envs={"A": "b c"})
        execution = self.sandbox.commands.run("pwd; echo $A", opts=options)
        expect_equal(execution.exit_code, 0, "exit code")
        expect_equal([line.text.rstrip("\n") for line in execution.logs.stdout], ["/tmp", "b c"], "stdout")
        expect(execution.complete is not None, "it is complete")

    def run_in_background(self):
        options = RunCommandOpts(background=True)
        execution = self.sandbox.commands.run("echo begun; echo aside 1>&2; exec sleep 1000", opts=options)
        expect(execution.complete is not None and execution.error is None, "it is started")
        status = self.sandbox.commands.get_command_status(execution.id)
        expect_equal((status.id, status.running, status.exit_code), (execution.id, True, None), "status while it runs")
        expect(status.content.startswith("echo begun") and status.started_at and not status.finished_at, "what it tells of it")
        logs = eventually(
            lambda: (logs := self.sandbox.commands.get_background_command_logs(execution.id)).cursor == 12 and logs, "its output")
        expect_equal(logs.content, "begun\naside\n", "content of the log")
        rest = self.sandbox.commands.get_background_command_logs(execution.id, cursor=6)
        expect_equal((rest.content, rest.cursor), ("aside\n", 12), "the log from a cursor on")
        self.sandbox.commands.interrupt(execution.id)
        status = self.sandbox.commands.get_command_status(execution.id)
        expect_equal((status.running, status.exit_code, status.error), (False, -1, "signal: terminated"), "status afterwards")
        expect(status.finished_at >= status.started_at, "it ended after it began")
        try:
            self.sandbox.commands.get_command_status("nobody")
        except SandboxApiException as error:
            expect_equal(error.status_code, 404, "status of a command nobody started")
        else:
            raise AssertionError("a command nobody started has a status")

    def run_in_session(self):
        session = self.sandbox.commands.create_session(working_directory="/tmp")
        first = self.sandbox.commands.run_in_session(session, "export A=kept; mkdir -p sub; cd sub; echo err 1>&2")
        expect_equal((first.id, first.exit_code), (session, 0), "first run")
        second = self.sandbox.commands.run_in_session(session, "echo $A; pwd; (exit 9)", timeout=datetime.timedelta(minutes=1))
        expect_equal([line.text.rstrip("\n") for line in second.logs.stdout], ["kept", "/tmp/sub"], "what lasted")
        expect_equal(second.exit_code, 9, "exit code")
        self.sandbox.commands.delete_session(session)
        try:
            self.sandbox.commands.run_in_session(session, "true")
        except SandboxApiException as error:
            expect_equal(error.status_code, 500, "status of a run in a session that was deleted")
        else:
            raise AssertionError("the deleted session is still there")

    def change(self):
        self.sandbox.patch_metadata({"demo": None, "stage": "two"})
        expect_equal(self.sandbox.get_info().metadata, {"stage": "two"}, "metadata")
        renewed = self.sandbox.renew(datetime.timedelta(minutes=30))
        expect_equal(self.sandbox.get_info().expires_at, renewed.expires_at, "expiry")
        metrics = self.sandbox.get_metrics()
        expect(metrics.cpu_count >= 1 and 0 < metrics.memory_used_in_mib < metrics.memory_total_in_mib, f"metrics: {metrics}")

    def pause(self):
        with SandboxManagerSync.create(connection_config=self.config) as manager:
            def paused():
                found = manager.list_sandbox_infos(SandboxFilter(states=["Paused"], metadata={"stage": "two"}))
                return [info.id for info in found.sandbox_infos]

            expect_equal(paused(), [], "paused sandboxes before")
            self.sandbox.pause()
            expect_equal(paused(), [self.sandbox.id], "paused sandboxes")
            expect_equal(manager.get_sandbox_info(self.sandbox.id).status.state, "Paused", "state")
            manager.resume_sandbox(self.sandbox.id)
            expect_equal(paused(), [], "paused sandboxes afterwards")
            self.sandbox.pause()
        self.sandbox = SandboxSync.resume(self.sandbox.id, connection_config=self.config)
        expect_equal(self.sandbox.commands.run("echo again").logs.stdout[0].text.rstrip("\n"), "again", "a command afterwards")

    def use_files(self):
        files = self.sandbox.files
        files.create_directories([WriteEntry(path="/tmp/qs/sub", mode=750)])
        files.write_files([
            WriteEntry(path="/tmp/qs/a.txt", data="line1\nline2\nline3\n", mode=644),
            WriteEntry(path="/tmp/qs/sub/b.bin", data=bytes(range(256)) * 4096, mode=600, owner=OTHER, group=OTHER),
            WriteEntry(path="/tmp/qs/c.txt", data=io.BytesIO(b"from a stream")),
        ])
        files.write_file("/tmp/qs/\u2603.txt", "snow")
        expect_equal(files.read_file("/tmp/qs/a.txt"), "line1\nline2\nline3\n", "text")
        expect_equal(files.read_file("/tmp/qs/a.txt", offset=2, limit=1), "line2", "a line")
        expect_equal(files.read_file("/tmp/qs/\u2603.txt"), "snow", "a file with a name of its own")
        expect_equal(files.read_bytes("/tmp/qs/a.txt", range_header="bytes=0-4"), b"line1", "a range")
        expect_equal(b"".join(files.read_bytes_stream("/tmp/qs/sub/b.bin")), bytes(range(256)) * 4096, "a stream")
        info = files.get_file_info(["/tmp/qs/sub/b.bin"])["/tmp/qs/sub/b.bin"]
        expect_equal((info.size, info.mode, info.owner, info.entry_type), (1 << 20, 600, OTHER, "file"), "what is told of it")
        found = [entry.path for entry in files.search(SearchEntry(path="/tmp/qs", pattern="*.txt"))]
        expect_equal(sorted(found), ["/tmp/qs/a.txt", "/tmp/qs/c.txt", "/tmp/qs/\u2603.txt"], "what a search finds")
        listed = [entry.path for entry in files.list_directory(DirectoryListEntry(path="/tmp/qs", depth=2))]
        expect("/tmp/qs/sub/b.bin" in listed and len(listed) == 5, f"a listing: {listed}")
        files.set_permissions([SetPermissionEntry(path="/tmp/qs/a.txt", mode=600)])
        replaced = files.replace_contents_detailed([ContentReplaceEntry(path="/tmp/qs/a.txt", old_content="line", new_content="row ")])
        expect_equal([(result.path, result.replaced_count) for result in replaced], [("/tmp/qs/a.txt", 3)], "replacements")
        files.replace_contents([ContentReplaceEntry(path="/tmp/qs/a.txt", old_content="row 2", new_content="gone")])
        files.move_files([MoveEntry(src="/tmp/qs/a.txt", dest="/workspace/moved/a.txt")])
        expect_equal(files.read_file("/workspace/moved/a.txt"), "row 1\ngone\nrow 3\n", "what became of it")
        files.delete_files(["/tmp/qs/c.txt"])
        files.delete_directories(["/tmp/qs/sub"])
        expect_equal([entry.path for entry in files.list_directory(DirectoryListEntry(path="/tmp/qs"))], ["/tmp/qs/\u2603.txt"], "what is left")
        try:
            files.read_file("/tmp/qs/a.txt")
        except SandboxApiException as error:
            expect_equal(error.status_code, 404, "status of a file that is not there")
        else:
            raise AssertionError("a file that is not there was read")

    def kill(self):
        self.sandbox.kill()
        try:
            self.sandbox.get_info()
        except SandboxApiException as error:
            expect_equal(error.status_code, 404, "status of a killed sandbox")
        else:
            raise AssertionError("the killed sandbox is still there")
        self.sandbox.close()


def main():
    # It logs every error it raises.
    logging.disable()
    report = Report()
    with Server("--api-key", KEY, "--tail-ms", "20") as server:
        for way, use_server_proxy in (("direct", False), ("through the server's proxy", True)):
            client = QuickStart(server, use_server_proxy)
            report.run(f"the official client creates a sandbox, {way}", client.create)
            report.run(f"the official client reads its state, {way}", client.show)
            report.run(f"the official client streams a command, {way}", client.run)
            report.run(f"the official client runs with options, {way}", client.run_with_options)
            report.run(f"the official client runs in the background, {way}", client.run_in_background)
            report.run(f"the official client runs in a session, {way}", client.run_in_session)
            report.run(f"the official client uses its files, {way}", client.use_files)
            report.run(f"the official client changes it, {way}", client.change)
            report.run(f"the official client pauses and resumes it, {way}", client.pause)
            report.run(f"the official client kills it, {way}", client.kill)
    report.finish()


main()
