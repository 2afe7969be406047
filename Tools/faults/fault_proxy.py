#!/usr/bin/env python3
"""A TCP proxy that harms the traffic as it is told, with latency, cuts, silence and more. README.md has the calls."""
import argparse

from proxy.desk import Desk
from wire.address import address
from wire.listener import Listener, prepare_process, run_until_stopped


def main():
    arguments = read_arguments()
    prepare_process()
    desk = Desk(arguments.upstream)
    traffic = Listener("127.0.0.1", arguments.port, arguments.port_file)
    control = Listener("127.0.0.1", arguments.control_port, arguments.control_port_file)
    traffic.start(desk.relay)
    control.start(desk.control)
    run_until_stopped([traffic.port, control.port], arguments.exit_at_eof)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", type=address, required=True, metavar="HOST:PORT", help="the server behind it")
    parser.add_argument("--port", type=int, default=0, help="the port for traffic (default: a free one)")
    parser.add_argument("--port-file", metavar="FILE", help="its number is written to this file")
    parser.add_argument("--control-port", type=int, default=0, help="the port for control calls (default: a free one)")
    parser.add_argument("--control-port-file", metavar="FILE", help="its number is written to this file")
    parser.add_argument("--exit-at-eof", action="store_true", help="stop at the end of standard input")
    return parser.parse_args()


if __name__ == "__main__":
    main()
