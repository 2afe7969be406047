#!/usr/bin/env bash
# Installs the Debian packages that are missing where it may (as root), and prints the line to run where it may not.
# Arguments: build, test: which sets.
set -euo pipefail
declare -A packages=(
    [build]="libcurl4-openssl-dev pkg-config bubblewrap util-linux gcc libc6-dev"
    [test]="valgrind python3 python3-venv openssl binutils g++ clang libuv1-dev"
)
command -v swift >/dev/null || { echo "Swift 6.3 or newer is needed: see swift.org/install" >&2; exit 1; }
missing=()
for set in "$@"; do
    for package in ${packages[$set]}; do
        # Any compiler will do where one is installed by other means.
        case $package in gcc | g++ | clang | python3) command -v "$package" >/dev/null && continue ;; esac
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "These packages are missing; install them and run make again:" >&2
    echo "    sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi
echo "installing ${missing[*]}"
mkdir -p .build
{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >.build/apt.log 2>&1 \
    || { tail -n 20 .build/apt.log >&2; exit 1; }
