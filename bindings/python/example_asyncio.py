#!/usr/bin/env python3
"""Runs several commands in a sandbox at once and prints what they say as they say it, from one asyncio event loop.

The server comes from OPEN_SANDBOX_DOMAIN and OPEN_SANDBOX_API_KEY, the image and the commands from the command line.

No thread and no callback: the queue has a descriptor, asyncio watches it, and what has come is pulled.
"""

import asyncio
import sys
from contextlib import ExitStack
from ctypes import POINTER, byref, c_size_t, string_at

from opensandbox_native import call, raw

COMMANDS = ["for i in 1 2 3; do echo line $i; sleep 0.3; done", "sleep 0.5; echo to the other stream >&2; exit 3"]


def pull(queue):
    """What the queue has now: the events, each to be freed."""
    events, count = (POINTER(raw.osb_event) * 64)(), c_size_t()
    call(raw.osb_queue_poll, queue, 0, events, len(events), byref(count))
    return events[:count.value]


def text_of(event):
    size = c_size_t()
    data = raw.osb_event_data(event, byref(size))
    return string_at(data, size.value).decode()


async def follow(sandbox, commands):
    """Prints each command's lines, and returns the exit codes when all have ended."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    codes = {}

    def take(event):
        # What osb_command_start() was given for the execution; NULL, for the first one, comes back as None.
        number = raw.osb_event_user_data(event) or 0
        kind = raw.osb_event_kind(event)
        if kind in (raw.osb_kind.STDOUT, raw.osb_kind.STDERR):
            print(f"{number}: {text_of(event)}", flush=True)
        elif kind == raw.osb_kind.END:
            result = raw.osb_event_result(event)
            if not result:
                print(f"{number}: {raw.osb_error_message(raw.osb_event_error(event)).decode()}", flush=True)
            codes[number] = raw.osb_result_exit_code(result)
            if len(codes) == len(commands):
                ended.set()

    def on_readable():
        for event in pull(queue):
            try:
                take(event)
            finally:
                raw.osb_event_free(event)

    with ExitStack() as cleanup:
        queue = POINTER(raw.osb_queue)()
        call(raw.osb_queue_new, byref(queue))
        cleanup.callback(raw.osb_queue_free, queue)
        loop.add_reader(raw.osb_queue_fd(queue), on_readable)
        cleanup.callback(loop.remove_reader, raw.osb_queue_fd(queue))
        for number, command in enumerate(commands):
            execution = POINTER(raw.osb_execution)()
            call(raw.osb_command_start, sandbox, command.encode(), None, queue, number, byref(execution))
            cleanup.callback(raw.osb_execution_free, execution)
        await ended.wait()
    return [codes[number] for number in range(len(commands))]


def main(image="ubuntu:24.04", *commands):
    with ExitStack() as cleanup:
        client, sandbox = POINTER(raw.osb_client)(), POINTER(raw.osb_sandbox)()
        call(raw.osb_client_new, None, byref(client))
        cleanup.callback(raw.osb_client_free, client)
        options = raw.osb_create_options_new()
        cleanup.callback(raw.osb_create_options_free, options)
        call(raw.osb_create_options_set_image, options, image.encode())
        call(raw.osb_sandbox_create, client, options, None, byref(sandbox))
        cleanup.callback(raw.osb_sandbox_free, sandbox)
        cleanup.callback(call, raw.osb_sandbox_kill, sandbox, None)
        print("exit codes", *asyncio.run(follow(sandbox, commands or COMMANDS)))


if __name__ == "__main__":
    main(*sys.argv[1:])
