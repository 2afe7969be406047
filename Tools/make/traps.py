#!/usr/bin/env python3
"""Lists the functions of the shipping library that contain a trap instruction, demangled, with how many each has.

    Tools/make/traps.py LIBRARY [NAME ...]     only functions whose demangled name contains one of the names

A trap is where Swift gives up: an overflow, an index out of bounds, an allocation that failed. The library's file has to have its symbols, as
.build/lib has them. The last line counts; the exit code is 0 whatever was found, 1 when the file cannot be read.
"""
import pathlib
import re
import subprocess
import sys

# x86_64: ud2; aarch64: brk #1 as LLVM spells a trap, and udf.
TRAP = re.compile(r"\s(?:ud2|brk|udf)\b")
FUNCTION = re.compile(r"^[0-9a-f]+ <(.+)>:$")


def output(*command, text=None):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, input=text).stdout


def trapping(library):
    """The mangled names of functions with a trap, and how many each has; and how many functions there are."""
    counts, functions, current = {}, 0, None
    for line in output("objdump", "-d", "--no-show-raw-insn", "--section=.text", library).splitlines():
        begins = FUNCTION.match(line)
        if begins:
            current = begins.group(1)
            functions += 1
        elif TRAP.search(line):
            counts[current] = counts.get(current, 0) + 1
    return counts, functions


def demangled(names):
    """What the names stand for, in their order."""
    return output("swift", "demangle", "--compact", text="".join(f"{name}\n" for name in names)).splitlines()


def listing(library):
    """(demangled name, mangled name, traps) of each function that has one, and how many functions there are."""
    counts, functions = trapping(library)
    names = list(counts)
    return [(plain, name, counts[name]) for plain, name in zip(demangled(names), names, strict=True)], functions


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    library, wanted = pathlib.Path(sys.argv[1]), sys.argv[2:]
    found, functions = listing(library)
    if functions < 2:
        sys.exit(f"{library} has no symbols: was it stripped?")
    shown = [entry for entry in sorted(found) if not wanted or any(name in entry[0] for name in wanted)]
    for plain, _, count in shown:
        print(f"{count:5}  {plain}")
    print(f"{len(shown)} of {functions} functions contain a trap instruction, {sum(count for _, _, count in shown)} in all")


if __name__ == "__main__":
    main()
