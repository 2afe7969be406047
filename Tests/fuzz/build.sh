#!/usr/bin/env bash
# Builds the fuzzers: .build/fuzz/fuzz, the library's sources in ordinary Swift with libFuzzer and the address sanitizer.
# Ordinary, because there a trap says what it is and where, and exclusive access is checked.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
out=$root/.build/fuzz
objects=$out/objects
mkdir -p "$objects"
toolchain=$(dirname "$(readlink -f "$(command -v swiftc)")")
instrument=(-sanitize=fuzzer,address)

printf 'module CSystem { umbrella header "%s" export * }\n' "$root/Sources/CSystem/include/CSystem.h" >"$objects/module.modulemap"
for source in Sources/CSystem/*.c; do
    "$toolchain/clang" -g -O1 -D_GNU_SOURCE -fsanitize=fuzzer-no-link,address -I Sources/CSystem/include -c "$source" \
        -o "$objects/$(basename "$source" .c).c.o"
done
for module in JSON HTTP OpenSandbox; do
    # Nothing is built again that is newer than all it is made from.
    [ "$objects/$module.o" -nt "$0" ] && [ -z "$(find Sources/CSystem Sources/JSON Sources/HTTP Sources/OpenSandbox -newer "$objects/$module.o" -type f)" ] && continue
    swiftc -O -wmo -g -swift-version 6 -parse-as-library -enable-testing "${instrument[@]}" -package-name opensandbox -module-name "$module" \
        -I "$objects" -emit-module -emit-module-path "$objects/$module.swiftmodule" -c Sources/"$module"/*.swift -o "$objects/$module.o"
done
# Compiled and linked apart: at once, the driver leaves its own files in the current folder.
swiftc -O -wmo -g -swift-version 6 -parse-as-library "${instrument[@]}" -package-name opensandbox -module-name Fuzz -I "$objects" \
    -c Tests/fuzz/*.swift -o "$objects/Fuzz.o"
swiftc -g "${instrument[@]}" "$objects"/*.o -lcurl -o "$out/fuzz"
