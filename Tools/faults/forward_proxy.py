#!/usr/bin/env python3
"""An HTTP, SOCKS4 and SOCKS5 proxy that knows one server, whatever it is asked for. README.md has the calls."""
import argparse

from forward.desk import Desk
from forward.tunnel import call_up, carry
from forward.visit import visit
from wire.address import address
from wire.listener import Listener, prepare_process, run_until_stopped
from wire.tls import server_context


def main():
    arguments = read_arguments()
    prepare_process()
    desk = Desk(arguments.upstream, arguments.tls_upstream)
    plain = Listener("127.0.0.1", 0)
    secure = Listener("127.0.0.1", 0, tls=server_context(*arguments.tls))
    control = Listener("127.0.0.1", 0)
    plain.start(lambda peer: visit(peer, desk))
    secure.start(lambda peer: carry(peer, call_up(("127.0.0.1", plain.port))))
    control.start(desk.control)
    run_until_stopped([plain.port, secure.port, control.port], arguments.exit_at_eof)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", type=address, required=True, metavar="HOST:PORT", help="the server")
    parser.add_argument("--tls-upstream", type=address, required=True, metavar="HOST:PORT", help="the server for what is asked for at port 443")
    parser.add_argument("--tls", nargs=2, required=True, metavar=("CERT", "KEY"), help="the certificate of the proxy that is spoken to over TLS")
    parser.add_argument("--exit-at-eof", action="store_true", help="stop at the end of standard input")
    return parser.parse_args()


if __name__ == "__main__":
    main()
