#!/usr/bin/env bash
# In a virtual environment of its own: the official Python client, the peer the local server is held to, and h2, which the HTTP/2 front stands on.
set -euo pipefail
[ -x .build/venv/bin/python ] || python3 -m venv .build/venv
# Not bin/pip, which names the folder that it was made in.
.build/venv/bin/python -m pip install --quiet --disable-pip-version-check opensandbox==1.1.1 h2==4.4.1
