#!/usr/bin/env python3
"""Runs a command beside a scripted server, plain and over TLS, with a fault proxy, a forward proxy and an HTTP/2 front before it.

    with_servers.py COMMAND [ARGUMENT …]

The command finds them in its environment: OSB_SCRIPTED_PORT; OSB_SCRIPTED_TLS_PORT with the authority OSB_SCRIPTED_CA,
OSB_SCRIPTED_STRANGER_CA being one that signed no server's; OSB_SCRIPTED_WRONG_NAME_PORT, whose certificate is for another
name, OSB_SCRIPTED_EXPIRED_PORT, whose certificate is of the past, OSB_SCRIPTED_MUTUAL_PORT, which asks for a client's,
OSB_SCRIPTED_TLS12_PORT, which speaks nothing newer; OSB_FAULTS_PORT and OSB_FAULTS_CONTROL_PORT; OSB_FORWARD_PORT,
OSB_FORWARD_TLS_PORT and OSB_FORWARD_CONTROL_PORT; OSB_HTTP2_PORT and OSB_HTTP2_CONTROL_PORT; and all files of
make_certificates.sh in OSB_CERTIFICATES. Its exit status is ours. The servers end with us, however we end.
"""
import os
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
VENV_PYTHON = f"{HERE}/../../.build/venv/bin/python"
SERVERS = []  # as long as they are here their standard input is open, and they run


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="osb-servers-") as directory:
        subprocess.run([f"{HERE}/make_certificates.sh", directory], check=True)

        def in_directory(name):
            return os.path.join(directory, name)

        def certificate(name):
            return in_directory(f"{name}.pem"), in_directory(f"{name}.key")

        def tls(name, *options):
            return ["--tls", *certificate(name), in_directory("port"), *options]

        plain_port, tls_port, wrong_name_port, expired_port, mutual_port, tls12_port = start(
            "scripted_server.py", *tls("right"), *tls("wrong-name"), *tls("expired"), *tls("right", f"clients={in_directory('client-ca.pem')}"),
            *tls("right", "newest=1.2"), "--captures", f"{HERE}/../../Tests/captures")
        upstream = ["--upstream", f"127.0.0.1:{plain_port}"]
        faults_port, control_port = start("fault_proxy.py", *upstream)
        forward_port, forward_tls_port, forward_control_port = start(
            "forward_proxy.py", *upstream, "--tls-upstream", f"127.0.0.1:{tls_port}", "--tls", *certificate("right"))
        http2_port, http2_control_port = start(
            "http2_front.py", *upstream, "--tls", *certificate("right"), python=os.environ.get("OSB_VENV_PYTHON", VENV_PYTHON))
        environment = {
            **os.environ,
            "OSB_SCRIPTED_PORT": plain_port,
            "OSB_SCRIPTED_TLS_PORT": tls_port,
            "OSB_SCRIPTED_WRONG_NAME_PORT": wrong_name_port,
            "OSB_SCRIPTED_EXPIRED_PORT": expired_port,
            "OSB_SCRIPTED_MUTUAL_PORT": mutual_port,
            "OSB_SCRIPTED_TLS12_PORT": tls12_port,
            "OSB_CERTIFICATES": directory,
            "OSB_SCRIPTED_CA": in_directory("ca.pem"),
            "OSB_SCRIPTED_STRANGER_CA": in_directory("stranger-ca.pem"),
            "OSB_FAULTS_PORT": faults_port,
            "OSB_FAULTS_CONTROL_PORT": control_port,
            "OSB_FORWARD_PORT": forward_port,
            "OSB_FORWARD_TLS_PORT": forward_tls_port,
            "OSB_FORWARD_CONTROL_PORT": forward_control_port,
            "OSB_HTTP2_PORT": http2_port,
            "OSB_HTTP2_CONTROL_PORT": http2_control_port,
        }
        status = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(status if status >= 0 else 128 - status)


def start(tool, *arguments, python=sys.executable):
    """Starts a tool that lives as long as its standard input is open, here. Returns its ports."""
    process = subprocess.Popen([python, f"{HERE}/{tool}", "--exit-at-eof", *arguments],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    SERVERS.append(process)
    words = process.stdout.readline().split()
    if words[:1] != ["ready"]:
        sys.exit(f"{tool} did not start")
    return words[1:]


if __name__ == "__main__":
    main()
