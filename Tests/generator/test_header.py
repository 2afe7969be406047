#!/usr/bin/env python3
"""The header as a host's compiler sees it, and, where OSB_LIBRARY_DIR names the library's folder, against that library.

CC_GCC, CXX_GCC, CC_CLANG and CXX_CLANG name the compilers.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]
# -Wdocumentation: a comment that names a parameter which is not there.
COMPILERS = [
    ("gcc", os.environ.get("CC_GCC", "gcc"), ["c99", "c11"], []),
    ("g++", os.environ.get("CXX_GCC", "g++"), ["c++17"], []),
    ("clang", os.environ.get("CC_CLANG", "clang"), ["c99", "c11"], ["-Wdocumentation"]),
    ("clang++", os.environ.get("CXX_CLANG", "clang++"), ["c++17"], ["-Wdocumentation"]),
]

failed = 0


def report(name, problem=None):
    global failed
    failed += problem is not None
    print(f"not ok - {name}: {problem}" if problem else f"ok - {name}", flush=True)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def uses(description):
    """A program text that names everything the header declares, each with the type or value it must have."""
    lines = [f"{handle['name']} *a_{handle['name']};" for handle in description["handles"]]
    values = [(f"OSB_VERSION_{part.upper()}", number) for part, number in description["version"].items()]
    for enumeration in description["enumerations"]:
        lines.append(f"{enumeration['name']} an_{enumeration['name']};")
        values += [(constant["name"], constant["value"]) for constant in enumeration["constants"]]
    # An array of a negative size is the one static assertion that C99, C11 and C++ share.
    lines += [f"extern char has_its_value_{name}[{name} == {value} ? 1 : -1];" for name, value in values]
    lines += [f"{callback['name']} a_{callback['name']};" for callback in description["callbacks"]]
    for function in description["functions"]:
        types = ", ".join(parameter["type"]["spelling"] for parameter in function["parameters"]) or "void"
        lines.append(f"{function['result']['type']['spelling']} (*the_{function['name']})({types}) = {function['name']};")
    return "\n".join(lines) + "\n"


def check_compiles(folder):
    include = '#include "opensandbox.h"\n'
    description = json.loads((ROOT / "bindings/opensandbox.json").read_text())
    main = "int main(void) { return 0; }\n"
    for name, compiler, standards, options in COMPILERS:
        if not shutil.which(compiler):
            report(f"{name} compiles the header", f"there is no {compiler}")
            continue
        for standard in standards:
            suffix = ".cpp" if standard == "c++17" else ".c"
            programs = {
                "alone": include,
                "twice": include + include + main,
                "with all it declares": include + uses(description) + main,
            }
            for kind, text in programs.items():
                source = folder / f"program{suffix}"
                source.write_text(text)
                result = run(compiler, f"-std={standard}", *WARNINGS, *options, "-I", ROOT / "include", "-fsyntax-only", source)
                report(f"{name} -std={standard}: the header {kind}", result.stderr if result.returncode else None)


def check_form():
    text = (ROOT / "include/opensandbox.h").read_text()
    long = [str(number) for number, line in enumerate(text.splitlines(), 1) if len(line) > 120]
    report("no line of the header is longer than 120 columns", f"lines {', '.join(long)}" if long else None)
    included = [line for line in text.splitlines() if line.startswith("#include")]
    report("the header includes <stddef.h> and <stdint.h> only",
           None if included == ["#include <stddef.h>", "#include <stdint.h>"] else str(included))
    opening = text[:text.index("#ifndef OPENSANDBOX_H")].count("\n")
    report("the conventions fit on a screen", f"{opening} lines" if opening > 50 else None)


def check_library(folder, library):
    program = folder / "version"
    built = run(COMPILERS[0][1], "-std=c99", *WARNINGS, "-I", ROOT / "include", ROOT / "Tests/generator/version.c", "-o", program,
                "-L", library, "-lopensandbox", f"-Wl,-rpath,{library}")
    if built.returncode:
        report("a program links the library", built.stderr)
        return
    ran = run(program)
    print(ran.stdout, end="", flush=True)
    report("the version program ends well", None if ran.returncode == 0 else f"exit {ran.returncode}")


with tempfile.TemporaryDirectory() as folder:
    check_form()
    check_compiles(pathlib.Path(folder))
    if "OSB_LIBRARY_DIR" in os.environ:
        check_library(pathlib.Path(folder), pathlib.Path(os.environ["OSB_LIBRARY_DIR"]).resolve())
    else:
        print("# skipped: OSB_LIBRARY_DIR is not set, so nothing was linked")
sys.exit(failed > 0)
