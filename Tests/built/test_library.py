#!/usr/bin/env python3
"""The built library as a file: its size, what it needs, what it gives away, and how it behaves when it is only loaded.

OSB_LIBRARY_DIR names its folder (.build/lib unless the environment says otherwise).
"""
import json
import os
import pathlib
import re
import shutil
import socket

from check import ROOT, bare_environment, expect, output, run, test

LIBRARY_DIR = pathlib.Path(os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib"))
LIBRARY = (LIBRARY_DIR / "libopensandbox.so").resolve()
DESCRIPTION = json.loads((ROOT / "bindings/opensandbox.json").read_text())
FUNCTIONS = {function["name"] for function in DESCRIPTION["functions"]}

MOST_BYTES = 800_000
NEWEST_GLIBC = (2, 34)
NEEDED = {"libcurl.so.4", "libm.so.6", "libc.so.6"}
# What a call that reaches the network is made through.
NETWORK_HANDLES = {"osb_cancel", "osb_client", "osb_sandbox", "osb_session", "osb_execution", "osb_queue", "osb_watch", "osb_sandbox_iterator"}
WITHOUT_FAULTS = {
    "osb_cancel_set_timeout": "sets a deadline",
    "osb_sandbox_attach": "asks nobody",
    "osb_session_attach": "asks nobody",
    "osb_server_iterate_sandboxes": "asks nobody: osb_sandbox_iterator_next() does",
    "osb_sandbox_set_auto_renew": "what it asks later it tells a callback: Tests/c/renewal.c has the faults",
}


def difference(actual, expected):
    return f"unexpected {sorted(actual - expected)}, missing {sorted(expected - actual)}"


def compile_program(folder, *sources, flags=()):
    program = folder / "program"
    output("cc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/include", *sources, *flags, "-o", program)
    return program


@test
def the_stripped_library_is_small(folder):
    stripped = folder / "stripped.so"
    output("strip", LIBRARY, "-o", stripped)
    size = stripped.stat().st_size
    expect(size <= MOST_BYTES, f"{size} bytes, more than {MOST_BYTES}")


@test
def it_needs_libcurl_and_libc_alone(_folder):
    needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-dW", LIBRARY)))
    expect(needed == NEEDED, difference(needed, NEEDED))


@test
def its_soname_has_the_major_version_alone(_folder):
    names = re.findall(r"\(SONAME\).*\[(.*)\]", output("readelf", "-dW", LIBRARY))
    expect(names == ["libopensandbox.so.0"], f"SONAME {names}")
    version = ".".join(str(DESCRIPTION["version"][part]) for part in ("major", "minor", "patch"))
    expect(LIBRARY.name == f"libopensandbox.so.{version}", f"the file is {LIBRARY.name}")


@test
def it_looks_for_libraries_beside_itself_at_the_most(_folder):
    paths = re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", output("readelf", "-dW", LIBRARY))
    expect(set(paths) <= {"$ORIGIN"}, f"library paths {paths}")


@test
def it_exports_what_the_description_lists_and_nothing_else(_folder):
    lines = output("nm", "-D", "--defined-only", LIBRARY).splitlines()
    symbols = {name.split("@")[0] for _, kind, name in (line.split() for line in lines) if kind.isupper() and kind != "A"}
    expect(symbols == FUNCTIONS, difference(symbols, FUNCTIONS))


@test
def it_runs_on_every_glibc_since_2_34(_folder):
    versions = {tuple(map(int, text.split("."))) for text in re.findall(r"GLIBC_([0-9.]+)", output("objdump", "-T", LIBRARY))}
    expect(versions, "no version of glibc is asked for at all")
    expect(max(versions) <= NEWEST_GLIBC, f"it needs GLIBC_{'.'.join(map(str, max(versions)))}")


@test
def it_stays_loaded_once_it_is(_folder):
    expect("NODELETE" in output("readelf", "-dW", LIBRARY), "it may be unloaded while a callback is on its way")


@test
def a_program_that_calls_nothing_ends_cleanly(folder):
    source = folder / "nothing.c"
    source.write_text("int main(void) { return 0; }\n")
    flags = ["-Wl,--no-as-needed", f"-L{LIBRARY_DIR}", "-lopensandbox"]
    program = compile_program(folder, source, flags=flags)
    expect("libopensandbox" in output("readelf", "-dW", program), "the program does not load the library")
    for binding in ({}, {"LD_BIND_NOW": "1"}):
        said = output(program, env=bare_environment(LD_LIBRARY_PATH=str(LIBRARY_DIR), **binding))
        expect(said == "", f"it prints {said!r}")


@test
def two_copies_work_side_by_side(folder):
    copies = [folder / "one.so", folder / "other.so"]
    for copy in copies:
        shutil.copy(LIBRARY, copy)
    program = compile_program(folder, ROOT / "Tests/built/two_copies.c", flags=["-ldl"])
    with socket.socket() as bound:  # bound, not listening: whoever connects is refused
        bound.bind(("127.0.0.1", 0))
        said = output(program, f"127.0.0.1:{bound.getsockname()[1]}", *copies, env=bare_environment())
    expect(said == "", f"it prints {said!r}")


def tests_of(folder, name):
    """The names of a C program's tests."""
    harness = [ROOT / f"Tests/c/{part}.c" for part in (name, "check", "control", "scripted")]
    program = compile_program(folder, *harness, flags=[f"-L{LIBRARY_DIR}", "-lopensandbox", "-lpthread"])
    return output(program, "--list", env=bare_environment(LD_LIBRARY_PATH=str(LIBRARY_DIR))).splitlines()


@test
def the_misuse_matrix_leaves_no_function_out(folder):
    misused = {name.removesuffix("_misused") for name in tests_of(folder, "misuse")}
    expect(misused == FUNCTIONS, difference(misused, FUNCTIONS))


def reaches_the_network(function):
    return function["canFail"] and any(
        parameter["direction"] == "in" and parameter["type"].get("name") in NETWORK_HANDLES for parameter in function["parameters"])


@test
def the_fault_matrix_leaves_no_call_out(folder):
    rows = {name.split()[1] for name in tests_of(folder, "matrix") if name.startswith("matrix: osb_")}
    calls = {function["name"] for function in DESCRIPTION["functions"] if reaches_the_network(function)}
    expect(set(WITHOUT_FAULTS) <= calls, f"no such calls: {sorted(set(WITHOUT_FAULTS) - calls)}")
    expect(rows == calls - set(WITHOUT_FAULTS), difference(rows, calls - set(WITHOUT_FAULTS)))


run()
