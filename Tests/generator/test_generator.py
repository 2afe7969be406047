#!/usr/bin/env python3
"""The generator itself: what it writes, that it notices a difference, and that it names the line it refuses.

OSB_GENERATOR names the program; the default is where the Makefile builds it.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "Tests/generator/fixture"
GENERATOR = os.environ.get("OSB_GENERATOR") or ROOT / ".build/generator/debug/generate"
OUTPUTS = ["include/opensandbox.h", "Sources/exports.map", "bindings/opensandbox.json",
           "bindings/python/opensandbox_native/_raw.py"]

ABI = "Sources/OpenSandboxABI"
MODEL = "Sources/OpenSandbox"
WIDGET = f"{ABI}/WidgetBox.swift"
TYPES = f"{ABI}/CTypes.swift"
STATUS = f"{MODEL}/Status.swift"
VERSION = f"{MODEL}/Version.swift"
CONVENTIONS = f"{ABI}/Conventions.swift"

# (what is wrong, file, text, its replacement, the text on the line that must be named, part of the message)
REFUSALS = [
    ("no documentation", WIDGET, "/// Releases a widget.\n", "",
     "package func osb_widget_free", "osb_widget_free has no documentation"),
    ("a parameter without documentation", WIDGET, "/// - Parameter weight: In grams,\n///   zero allowed.\n", "",
     "public func osb_widget_make", "does not document its parameter weight"),
    ("documentation of no parameter", WIDGET, "/// - Parameter fn:", "/// - Parameter callback:",
     "/// - Parameter callback:", "no parameter callback"),
    ("a parameter documented twice", WIDGET, "/// - Parameter other:", "/// - Parameter protocol: Twice.\n/// - Parameter other:",
     "/// - Parameter protocol: How.", "no parameter protocol left"),
    ("a failure without errors", WIDGET, "/// - Errors: none.\n", "",
     "package func osb_widget_on_bytes", "has no `- Errors:`"),
    ("errors of a function that cannot fail", WIDGET, "/// Releases a widget.\n", "/// Releases a widget.\n///\n/// - Errors: none.\n",
     "package func osb_widget_free", "which cannot fail"),
    ("errors that say nothing", WIDGET, "/// - Errors: none.\n", "/// - Errors:\n",
     "/// - Errors:\n", "says nothing"),
    ("a field given twice", WIDGET, "/// - Errors: none.\n", "/// - Errors: none.\n/// - Errors: some.\n",
     "/// - Errors: some.", "a second `- Errors:`"),
    ("a field that is not known", WIDGET, "/// - Errors: none.\n", "/// - Error: none.\n",
     "/// - Error: none.", "not a field"),
    ("a field of something else", TYPES, "/// - Threads: one at a time.\n", "/// - Threads: one at a time.\n/// - Errors: none.\n",
     "/// - Errors: none.", "has no meaning here"),
    ("prose after the fields", WIDGET, "/// - Errors: none.\n", "/// - Errors: none.\n///\n/// And more.\n",
     "/// And more.", "prose belongs before the fields"),
    ("a result described where there is none", WIDGET, "/// Releases a widget.\n", "/// Releases a widget.\n///\n/// - Returns: Nothing.\n",
     "/// - Returns: Nothing.", "where nothing is returned"),
    ("a borrowed handle that is not const", WIDGET, "-> const<osb_widget>?", "-> osb_widget?",
     "package func osb_widget_parent", "returned as const"),
    ("a const handle that is not borrowed", WIDGET, "/// - Returns: Borrowed, valid", "/// - Returns: Valid",
     "package func osb_widget_parent", "say `- Returns: Borrowed"),
    ("an output as result", WIDGET, "-> const<osb_widget>?", "-> out<osb_widget>?",
     "package func osb_widget_parent", "cannot be returned"),
    ("a truth value", WIDGET, "_ id: UInt64", "_ id: Bool", "_ id: Bool", "Bool has no place in the C interface"),
    ("a number without a fixed width", WIDGET, "_ id: UInt64", "_ id: Int", "_ id: Int", "Int has no place in the C interface"),
    ("a nameless handle", WIDGET, "_ id: UInt64", "_ id: OpaquePointer?", "_ id: OpaquePointer", "OpaquePointer has no place"),
    ("a type nobody knows", WIDGET, "_ id: UInt64", "_ id: Widget", "_ id: Widget", "no C type is known for Widget"),
    ("a tuple", WIDGET, "_ id: UInt64", "_ id: (Int32, Int32)", "_ id: (Int32", "no C type is known for (Int32, Int32)"),
    ("an output of text", WIDGET, "_ id: UInt64", "_ id: out<cstring>?", "_ id: out<cstring>", "cstring is not a handle"),
    ("a pointer that is not optional", WIDGET, "_ name: cstring?", "_ name: cstring", "_ name: cstring", "make it optional"),
    ("a number that is optional", WIDGET, "_ id: UInt64", "_ id: UInt64?", "_ id: UInt64?", "it cannot be optional"),
    ("an array without a count", WIDGET, "_ count: out_size?", "_ number: out_size?",
     "/// - Parameter count: Receives how many", "there is no parameter count"),
    ("an array without a capacity", WIDGET, "_ capacity: UInt", "_ capacity: UInt64",
     "package func osb_widget_take", "wants a capacity and a count"),
    ("several texts without a count", WIDGET, "_ count: UInt, _ error", "_ count: UInt64, _ error",
     "package func osb_widget_name", "they want a count beside them"),
    ("a symbol under another name", WIDGET, '@_cdecl("osb_widget_free")', '@_cdecl("osb_widget_release")',
     "package func osb_widget_free", "exported under another name"),
    ("a symbol without the prefix", WIDGET, "osb_widget_status", "widget_status",
     "package func widget_status", "does not begin with osb_"),
    ("a function that throws", WIDGET, "osb_widget_on_bytes(\n    _ widget: osb_widget?, _ fn: osb_bytes_fn?, "
     "_ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?\n) -> osb_status",
     "osb_widget_on_bytes(\n    _ widget: osb_widget?, _ fn: osb_bytes_fn?, "
     "_ user_data: UnsafeMutableRawPointer?, _ release: osb_release_fn?\n) throws -> osb_status",
     "package func osb_widget_on_bytes", "cannot throw"),
    ("a keyword of C++ as name", WIDGET, "_ `protocol`: Int32", "_ template: Int32",
     "_ template: Int32", "template is a keyword of C or C++"),
    ("an error that is not last", WIDGET, "_ total: out_int64?, _ error: out<osb_error>?", "_ error: out<osb_error>?, _ total: out_int64?",
     "package func osb_widget_add", "comes last"),
    ("a cancel under another name", WIDGET, "_ other: const<osb_widget>?", "_ other: osb_cancel?",
     "package func osb_widget_compare", "the osb_cancel is called cancel"),
    ("a release that is none", WIDGET, "_ release: osb_release_fn?", "_ release: osb_bytes_fn?",
     "package func osb_widget_on_bytes", "release is an osb_release_fn"),
    ("a name that is mentioned and not declared", WIDGET, "free it with osb_widget_free()", "free it with osb_widget_fre()",
     "osb_widget_fre()", "osb_widget_fre is mentioned but not declared"),
    ("an end of comment in a comment", WIDGET, "/// Calls back.", "/// Calls back */ now.",
     "/// Calls back */", "cannot stand in a C comment"),
    ("a character that is not ASCII", WIDGET, "/// Calls back.", "/// Calls b\u00e4ck.",
     "/// Calls b", "U+E4 is not"),
    ("documentation in a block comment", WIDGET, "/// Releases a widget.\n", "/** Releases a widget. */\n",
     "/** Releases", "write documentation with ///"),
    ("a function without version", f"{ABI}/Version.swift", "/// - Since: 0.1.0\n", "",
     "package func osb_version()", "has no `- Since:`"),
    ("a function without threads", f"{ABI}/Version.swift", "/// - Threads: any.\n", "",
     "package func osb_version()", "has no `- Threads:`"),
    ("a version that is none", f"{ABI}/Version.swift", "/// - Since: 0.1.0\n", "/// - Since: soon\n",
     "/// - Since: soon", "not a version"),
    ("a handle without threads", TYPES, "/// - Threads: one at a time.\n", "",
     "typealias osb_widget = ", "osb_widget has no `- Threads:`"),
    ("a handle without version", TYPES, "/// - Since: 0.2.0\n", "",
     "typealias osb_widget = ", "osb_widget has no `- Since:`"),
    ("a handle nobody can free", WIDGET, "/// Releases a way out.\n@_cdecl(\"osb_cancel_free\")\n", "",
     (TYPES, "package typealias osb_cancel = "), "no function osb_cancel_free releases osb_cancel"),
    ("an alias of something else", TYPES, "package typealias osb_status = Int32", "package typealias osb_status = Int64",
     "typealias osb_status", "neither a handle"),
    ("a name declared twice", TYPES, "package typealias osb_status = Int32", "package typealias osb_status = Int32\n"
     "package typealias osb_status  = Int32", "osb_status  = ", "osb_status is declared twice"),
    ("an enum's name without the enum", TYPES, "package typealias osb_status = Int32", "package typealias osb_status = Int32\n"
     "package typealias osb_level = Int32", "osb_level = ", "no enum is marked `- C: osb_level"),
    ("an enum without its name", TYPES, "package typealias osb_status = Int32\n", "",
     "package typealias const", "the enum marked `- C: osb_status` has no"),
    ("a callback that is no C function", TYPES, "@convention(c) (_ user_data", "@convention(block) (_ user_data",
     "typealias osb_release_fn", "not a plain @convention(c) function"),
    ("a callback's parameter without a name", TYPES, "@convention(c) (_ user_data: UnsafeMutableRawPointer?)",
     "@convention(c) (UnsafeMutableRawPointer?)", "typealias osb_release_fn", "a parameter of osb_release_fn has no name"),
    ("an enum of another type", STATUS, "enum Status: Int32", "enum Status: Int64",
     "enum Status", "its raw type must be Int32"),
    ("an enum's mark in another form", STATUS, "/// - C: osb_status OSB_", "/// - C: osb_status",
     "enum Status", "write `- C:"),
    ("a constant without a value", STATUS, "case errHTTPStatus = -2", "case errHTTPStatus",
     "case errHTTPStatus", "needs a value of its own"),
    ("two constants on a line", STATUS, "case errHTTPStatus = -2", "case errHTTPStatus = -2, errOther = -3",
     "case errHTTPStatus", "one case a line"),
    ("a section that is not listed", CONVENTIONS, '"Version", "WidgetBox"', '"Version"',
     (WIDGET, "import"), "does not list WidgetBox"),
    ("a section without a file", CONVENTIONS, '"Version", "WidgetBox"', '"Version", "WidgetBox", "Gadget"',
     '"Gadget"', "no file exports the section Gadget"),
    ("a section listed twice", CONVENTIONS, '"Version", "WidgetBox"', '"Version", "WidgetBox", "Version"',
     '"WidgetBox"', "Version is listed twice"),
    ("no conventions", CONVENTIONS, "enum Conventions", "enum Customs", None, "declares no enum Conventions"),
    ("a version text of its own", VERSION, '"0.12.3"', '"0.12.4"', '"0.12.4"', 'not "0.12.3"'),
    ("a version part that does not fit", VERSION, "minor: Int32 = 12", "minor: Int32 = 1000", "minor", "not a number from 0 to 999"),
    ("no version", VERSION, "static let patch", "static let micro", None, "declares no Version.patch"),
    ("a file that is not Swift", VERSION, "enum Version {", "enum Version {{", None, "not well-formed Swift"),
]

failed = 0


def report(name, problem=None):
    global failed
    failed += problem is not None
    print(f"not ok - {name}: {problem}" if problem else f"ok - {name}", flush=True)


def generate(root, *options):
    return subprocess.run([GENERATOR, "--root", root, *options], capture_output=True, text=True, timeout=60)


def copy_of_fixture(folder):
    return pathlib.Path(shutil.copytree(FIXTURE, pathlib.Path(folder) / "fixture"))


def check_stored(name, root):
    run = generate(root, "--check")
    report(name, None if run.returncode == 0 else f"exit {run.returncode}\n{run.stdout}{run.stderr}")


def check_writes():
    """From nothing, the generator writes the golden files, and a second run leaves them untouched."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of_fixture(folder)
        for output in OUTPUTS:
            (root / output).unlink()
        missing = generate(root, "--check")
        report("a missing file is a difference", None if missing.returncode == 1 and all(
            f"{output} is missing" in missing.stderr for output in OUTPUTS) else missing.stderr)
        first = generate(root)
        differing = [output for output in OUTPUTS if (root / output).read_bytes() != (FIXTURE / output).read_bytes()]
        report("the golden files are written", None if first.returncode == 0 and not differing else
               f"exit {first.returncode}, differing: {differing} {first.stderr}")
        before = [(root / output).stat().st_ino for output in OUTPUTS]
        generate(root)
        after = [(root / output).stat().st_ino for output in OUTPUTS]
        report("files that are up to date are left alone", None if before == after else "a file was written again")


def check_difference():
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of_fixture(folder)
        header = root / OUTPUTS[0]
        text = header.read_text()
        line = text[:text.index("    OSB_OK = 0,")].count("\n") + 1
        header.write_text(text.replace("OSB_OK = 0,", "OSB_OK = 7,"))
        changed = header.read_text()
        run = generate(root, "--check")
        expected = [f"--- {OUTPUTS[0]}", f"-{line}:     OSB_OK = 7,", f"+{line}:     OSB_OK = 0,"]
        found = run.returncode == 1 and all(part in run.stderr for part in expected)
        report("a difference is shown with its lines", None if found else f"exit {run.returncode}: {run.stderr}")
        report("--check writes nothing", None if header.read_text() == changed else "the header was written")


def check_refusal(name, file, old, new, anchor, message):
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of_fixture(folder)
        text = (root / file).read_text()
        if old not in text:
            return report(f"refused: {name}", "the test's edit does not apply")
        (root / file).write_text(text.replace(old, new))
        named, mark = anchor if isinstance(anchor, tuple) else (file, anchor)
        before, found, _ = (root / named).read_text().partition(mark) if mark else ("", True, "")
        if not found:
            return report(f"refused: {name}", f"{named} has no {mark!r}")
        expected = f"{named}:{before.count(chr(10)) + 1}: "
        run = generate(root)
        untouched = all((root / output).read_bytes() == (FIXTURE / output).read_bytes() for output in OUTPUTS)
        if run.returncode != 1 or not any(row.startswith(expected) and message in row for row in run.stderr.splitlines()):
            report(f"refused: {name}", f"exit {run.returncode}, wanted \"{expected}... {message}\", got:\n{run.stderr}")
        else:
            report(f"refused: {name}", None if untouched else "something was written all the same")


def check_usage():
    for arguments in [], ["--root"], ["--nonsense"]:
        run = subprocess.run([GENERATOR, *arguments], capture_output=True, text=True, timeout=60)
        report(f"usage for {arguments}", None if run.returncode == 2 and run.stderr.startswith("usage:") else
               f"exit {run.returncode}: {run.stderr}")


check_stored("the repository's generated files are up to date", ROOT)
check_stored("the fixture's generated files are up to date", FIXTURE)
check_writes()
check_difference()
check_usage()
for refusal in REFUSALS:
    check_refusal(*refusal)
sys.exit(failed > 0)
