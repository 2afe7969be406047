#!/usr/bin/env bash
# The official Python client, in a virtual environment of its own: the peer the local server is held to.
set -euo pipefail
[ -x .build/venv/bin/python ] || python3 -m venv .build/venv
.build/venv/bin/pip install --quiet --disable-pip-version-check opensandbox==1.1.1
