#!/usr/bin/env bash
# Builds the library in Embedded Swift with a sanitizer (address or thread), for tests: .build/sanitized/KIND/lib, and the C programs named
# against it: .build/sanitized/KIND/NAME. The sanitizer's runtime is in the programs, so nothing else can load this library.
# Arguments: the sanitizer, and the programs. (One of them uses libcurl too.)
set -euo pipefail
kind=$1
shift
out=.build/sanitized/$kind
toolchain=$(dirname "$(readlink -f "$(command -v swiftc)")")
info=$(swiftc -print-target-info)
field() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" <<<"$info" | head -n 1; }
tables=$(field runtimeResourcePath)/embedded/$(field unversionedTriple)/libswiftUnicodeDataTables.a
# The toolchain's thread sanitizer was built to know libdispatch, and wants it beside it.
runtime=$(field runtimeResourcePath)/linux
extra=()
[ "$kind" = thread ] && extra=(-L"$runtime" -ldispatch -lBlocksRuntime "-Wl,-rpath,$runtime")
mkdir -p "$out/lib"
OSB_EMBEDDED=1 swift build -c release --product opensandbox --scratch-path "$out/build" --sanitize="$kind" -Xcc -gdwarf-4 \
    -Xlinker "$tables" -Xlinker -lm -Xlinker -soname -Xlinker libopensandbox.so.0
install -m 755 "$out/build/release/libopensandbox.so" "$out/lib/libopensandbox.so.0"
ln -sf libopensandbox.so.0 "$out/lib/libopensandbox.so"
# A build that forgot the sanitizer would pass everything.
[[ $(nm -D "$out/lib/libopensandbox.so") == *"U __${kind:0:1}san_"* ]] || { echo "the library is not instrumented" >&2; exit 1; }
for program in "$@"; do
    "$toolchain/clang" -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize="$kind" -Iinclude -ITests/c "Tests/c/$program.c" \
        Tests/c/{check,control,faults,forward,front,scripted}.c -L"$out/lib" -lopensandbox -lpthread -lcurl "${extra[@]}" -o "$out/$program"
done
