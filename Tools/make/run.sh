#!/usr/bin/env bash
# The quick start: builds what it needs, starts the local server, and runs a C program against it. One line a step.
set -euo pipefail
version=$1
step() {
    local name=$1 began=$SECONDS
    shift
    printf '%-40s' "$name"
    "$@" >.build/step.log 2>&1 || { echo "failed"; cat .build/step.log >&2; exit 1; }
    echo "$((SECONDS - began)) s"
}
mkdir -p .build
step "system packages" Tools/make/dependencies.sh build
step "library" Tools/make/library.sh "$version"
step "local server (minutes the first time)" swift build -c release --product opensandbox-local --package-path Tools/local-server --scratch-path .build/local-server
step "C program" cc -std=c11 -Wall -Wextra -Iinclude Tests/c/quickstart.c -L.build/lib -lopensandbox -o .build/quickstart

port=$(mktemp)
rm -f "$port"
.build/local-server/release/opensandbox-local --port 0 --port-file "$port" --quiet --isolation "${ISOLATION:-auto}" &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -f "$port"' EXIT
until [ -s "$port" ]; do
    kill -0 $server 2>/dev/null || { echo "to go on without isolation: make run ISOLATION=none" >&2; exit 1; }
    sleep 0.05
done
echo
OPEN_SANDBOX_DOMAIN=127.0.0.1:$(cat "$port") LD_LIBRARY_PATH=.build/lib .build/quickstart
