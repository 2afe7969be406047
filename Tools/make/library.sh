#!/usr/bin/env bash
# Builds the shipping library in Embedded Swift: .build/lib/libopensandbox.so.VERSION and its links.
# SwiftPM sets no SONAME, no version script, and neither -z defs nor -z nodelete: all of them are passed here.
set -euo pipefail
version=$1
root=$PWD
info=$(swiftc -print-target-info)
field() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" <<<"$info" | head -n 1; }
tables=$(field runtimeResourcePath)/embedded/$(field unversionedTriple)/libswiftUnicodeDataTables.a
[ -f "$tables" ] || { echo "this Swift has no Embedded standard library for $(field unversionedTriple): $tables is missing" >&2; exit 1; }

log=.build/library.log
mkdir -p .build/lib
# Folding identical functions saves 16 KB; nothing compares their addresses.
link=(--gc-sections --icf=all "--version-script=$root/Sources/exports.map" -z defs -z nodelete -soname libopensandbox.so.0 "$tables" -lm)
# SwiftPM does not know that the file is made from the version script too.
built=.build/embedded/release/libopensandbox.so
[ Sources/exports.map -nt "$built" ] && rm -f "$built"
if ! OSB_EMBEDDED=1 swift build -c release --product opensandbox --scratch-path .build/embedded -Xcc -gdwarf-4 \
    $(printf -- '-Xlinker %s ' "${link[@]}") >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
install -m 755 "$built" ".build/lib/libopensandbox.so.$version"
ln -sf "libopensandbox.so.$version" .build/lib/libopensandbox.so.0
ln -sf libopensandbox.so.0 .build/lib/libopensandbox.so
