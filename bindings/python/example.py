#!/usr/bin/env python3
"""Creates a sandbox, prints what a command in it says as it says it, and ends the sandbox.

The server comes from OPEN_SANDBOX_DOMAIN and OPEN_SANDBOX_API_KEY, the image and the command from the command line.
"""

import sys
from contextlib import ExitStack
from ctypes import POINTER, byref, string_at

from opensandbox_native import call, raw


@raw.osb_output_fn
def print_line(data, size, user_data):
    print(string_at(data, size).decode(), flush=True)
    return 0  # go on


def main(image="ubuntu:24.04", command="for i in 1 2 3; do echo line $i; sleep 0.5; done"):
    with ExitStack() as cleanup:
        client = POINTER(raw.osb_client)()
        call(raw.osb_client_new, None, byref(client))
        cleanup.callback(raw.osb_client_free, client)

        options = raw.osb_create_options_new()
        cleanup.callback(raw.osb_create_options_free, options)
        call(raw.osb_create_options_set_image, options, image.encode())

        sandbox = POINTER(raw.osb_sandbox)()
        call(raw.osb_sandbox_create, client, options, None, byref(sandbox))
        cleanup.callback(raw.osb_sandbox_free, sandbox)
        cleanup.callback(call, raw.osb_sandbox_kill, sandbox, None)
        print("sandbox", raw.osb_sandbox_id(sandbox).decode(), flush=True)

        how = raw.osb_command_options_new()
        cleanup.callback(raw.osb_command_options_free, how)
        call(raw.osb_command_options_on_stdout, how, print_line, None, raw.osb_release_fn())

        result = POINTER(raw.osb_result)()
        call(raw.osb_command_run, sandbox, command.encode(), how, None, byref(result))
        cleanup.callback(raw.osb_result_free, result)
        print("exit code", raw.osb_result_exit_code(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
