#!/usr/bin/env python3
"""No instruction that ends the host's process in what takes apart the bytes of a server: the JSON module and event framing."""
import os
import pathlib
import re
import sys

from check import ROOT, expect, output, run, test

sys.path.insert(0, str(ROOT / "Tools/make"))
import traps  # noqa: E402

LIBRARY = (pathlib.Path(os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib")) / "libopensandbox.so").resolve()

# A function's own module and type come first in its demangled name, behind what kind of entity it is. What the compiler made of the standard
# library's generics for our types is the standard library's: an array that grows traps when its memory does not come.
OWN = r"^(?:(?:static|closure #\d+.*?\bin|merged|outlined|(?:function signature|generic) specialization <.*?> of|\(extension in \w+\):)\s*)*"
TYPES = {"HTTP": ["EventFramer", "EventLine", "EventLineScanner", "EventBuffer"],
         "OpenSandbox": ["EventDecoder", "EventDetails", "EventMember", "CommandReader"]}
FREE = re.compile(OWN + r"(?:JSON\.|\(extension in JSON\):|" + "|".join(rf"{module}\.{name}\b" for module, names in TYPES.items() for name in names) + ")")


@test
def the_json_module_and_event_framing_hold_no_trap(_folder):
    found, functions = traps.listing(LIBRARY)
    expect(functions > 100, f"the file has {functions} functions by name: was it stripped?")
    trapping = [plain for plain, _, _ in found if FREE.search(plain)]
    expect(not trapping, f"{len(trapping)} of them trap: {trapping}")


@test
def their_functions_are_in_the_file_by_the_names_that_are_looked_for(_folder):
    names = [line.split()[-1] for line in output("nm", "--defined-only", LIBRARY).splitlines()]
    plain = traps.demangled(names)
    for module, types in {"JSON": ["JSONReader", "JSONWriter", "JSONText", "JSONValue"], **TYPES}.items():
        for name in types:
            if name not in ("EventLine", "EventLineScanner", "EventMember"):  # wholly inlined
                expect(any(FREE.search(text) and f"{module}.{name}" in text for text in plain), f"no function of {module}.{name}")


@test
def the_traps_that_are_left_are_seen(folder):
    """The listing does find a trap where there is one."""
    source, program = folder / "trap.c", folder / "trap.so"
    source.write_text("int before(int x) { return x; }\nint gives_up(int x) { if (x) __builtin_trap(); return x; }\n")
    output("cc", "-O1", "-shared", "-fPIC", source, "-o", program)
    found, _ = traps.listing(program)
    expect([name for _, name, _ in found] == ["gives_up"], f"found {found}")


run()
