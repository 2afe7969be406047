#!/usr/bin/env python3
"""Serves scripts: exact bytes in given pieces, with given delays and cuts. README.md has the language and the calls."""
import argparse
import pathlib

from scripted.doors import Doors
from scripted.library import Library
from scripted.session import Session
from wire.listener import Listener, prepare_process, run_until_stopped
from wire.tls import server_context


def main():
    arguments = read_arguments()
    prepare_process()
    listeners = [Listener(arguments.address, arguments.port, arguments.port_file)]
    certificates = {}
    for certificate, key, port_file, *options in arguments.tls:
        context = server_context(certificate, key, **dict(option.split("=", 1) for option in options))
        certificates.setdefault(pathlib.Path(certificate).stem, context)
        listeners.append(Listener(arguments.address, 0, port_file, context))
    doors = Doors(arguments.address, certificates)
    library = Library(arguments.captures, doors)

    def serve(peer):
        Session(peer, library).run()

    doors.serve_with(serve)
    for listener in listeners:
        listener.start(serve)
    run_until_stopped([listener.port for listener in listeners], arguments.exit_at_eof)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="the port (default: a free one)")
    parser.add_argument("--port-file", metavar="FILE", help="the port is written to this file")
    parser.add_argument("--tls", nargs="+", action="append", default=[], metavar="CERT KEY PORT_FILE OPTION",
                        help="one more listener, with this certificate, at a free port; clients=FILE: it asks for an authority's "
                             "certificates; newest=VERSION: it speaks no newer TLS")
    parser.add_argument("--captures", metavar="DIRECTORY", default="", help="the recordings that scripts may serve")
    parser.add_argument("--exit-at-eof", action="store_true", help="stop at the end of standard input")
    return parser.parse_args()


if __name__ == "__main__":
    main()
