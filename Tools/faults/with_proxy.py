#!/usr/bin/env python3
"""Runs a command beside a fault proxy in front of the server that OSB_TEST_DOMAIN names.

    with_proxy.py COMMAND [ARGUMENT …]

The command finds the proxy in its environment: OSB_FAULTS_PORT and OSB_FAULTS_CONTROL_PORT. Its exit status is ours; the proxy ends with us.
"""
import os
import subprocess
import sys

from with_servers import start


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    faults_port, control_port = start("fault_proxy.py", "--upstream", os.environ["OSB_TEST_DOMAIN"])
    environment = {**os.environ, "OSB_FAULTS_PORT": faults_port, "OSB_FAULTS_CONTROL_PORT": control_port}
    status = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
