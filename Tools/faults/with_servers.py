#!/usr/bin/env python3
"""Runs a command beside a scripted server, plain and over TLS, and a fault proxy in front of it.

    with_servers.py COMMAND [ARGUMENT …]

The command finds them in its environment: OSB_SCRIPTED_PORT; OSB_SCRIPTED_TLS_PORT with the authority OSB_SCRIPTED_CA,
OSB_SCRIPTED_STRANGER_CA being one that signed nothing; OSB_SCRIPTED_WRONG_NAME_PORT, whose certificate is for another
name; OSB_FAULTS_PORT and OSB_FAULTS_CONTROL_PORT. Its exit status is ours. The servers end with us, however we end.
"""
import os
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SERVERS = []  # as long as they are here their standard input is open, and they run


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that nothing is left behind
    with tempfile.TemporaryDirectory(prefix="osb-servers-") as directory:
        subprocess.run([f"{HERE}/make_certificates.sh", directory], check=True)

        def in_directory(name):
            return os.path.join(directory, name)

        def tls(name):
            return ["--tls", in_directory(f"{name}.pem"), in_directory(f"{name}.key"), in_directory(f"{name}.port")]

        plain_port, tls_port, wrong_name_port = start(
            "scripted_server.py", *tls("right"), *tls("wrong-name"), "--captures", f"{HERE}/../../Tests/captures")
        faults_port, control_port = start("fault_proxy.py", "--upstream", f"127.0.0.1:{plain_port}")
        environment = {
            **os.environ,
            "OSB_SCRIPTED_PORT": plain_port,
            "OSB_SCRIPTED_TLS_PORT": tls_port,
            "OSB_SCRIPTED_WRONG_NAME_PORT": wrong_name_port,
            "OSB_SCRIPTED_CA": in_directory("ca.pem"),
            "OSB_SCRIPTED_STRANGER_CA": in_directory("stranger-ca.pem"),
            "OSB_FAULTS_PORT": faults_port,
            "OSB_FAULTS_CONTROL_PORT": control_port,
        }
        status = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(status if status >= 0 else 128 - status)


def start(tool, *arguments):
    """Starts a tool that lives as long as its standard input is open, here. Returns its ports."""
    process = subprocess.Popen([sys.executable, f"{HERE}/{tool}", "--exit-at-eof", *arguments],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    SERVERS.append(process)
    words = process.stdout.readline().split()
    if words[:1] != ["ready"]:
        sys.exit(f"{tool} did not start")
    return words[1:]


if __name__ == "__main__":
    main()
