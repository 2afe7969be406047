#!/usr/bin/env python3
"""Speaks HTTP/2 over TLS, where a client offers it, before a server that speaks HTTP/1.1. Needs h2 from PyPI. README.md has the calls."""
import argparse

from forward.tunnel import call_up, carry
from http2.desk import Desk
from http2.session import Session
from wire.address import address
from wire.listener import Listener, prepare_process, run_until_stopped
from wire.tls import server_context


def main():
    arguments = read_arguments()
    prepare_process()
    desk = Desk()
    traffic = Listener("127.0.0.1", 0, tls=server_context(*arguments.tls, protocols=("h2", "http/1.1")))
    control = Listener("127.0.0.1", 0)

    def serve(peer):
        if peer.protocol == "h2":
            Session(peer, arguments.upstream, desk).run()
        else:
            carry(peer, call_up(arguments.upstream))

    traffic.start(serve)
    control.start(desk.control)
    run_until_stopped([traffic.port, control.port], arguments.exit_at_eof)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", type=address, required=True, metavar="HOST:PORT", help="the server")
    parser.add_argument("--tls", nargs=2, required=True, metavar=("CERT", "KEY"), help="its certificate")
    parser.add_argument("--exit-at-eof", action="store_true", help="stop at the end of standard input")
    return parser.parse_args()


if __name__ == "__main__":
    main()
