#!/usr/bin/env python3
"""The raw layer against the library named by OPENSANDBOX_LIBRARY; no server is asked."""

import ctypes
import inspect
import json
import pathlib
import sys
from ctypes import POINTER, byref

BINDINGS = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(BINDINGS / "python"))

from opensandbox_native import Error, call, raw  # noqa: E402

DESCRIPTION = json.loads((BINDINGS / "opensandbox.json").read_text())
failed = 0


def test(check):
    global failed
    try:
        check()
        print(f"ok - {check.__doc__}", flush=True)
    except Exception as problem:
        failed += 1
        print(f"not ok - {check.__doc__}: {problem!r}", flush=True)


def raises(kind, function, *arguments):
    try:
        function(*arguments)
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__} was raised")


@test
def everything_described():
    """every function has its argument types, its result type and its documentation"""
    for function in DESCRIPTION["functions"]:
        found = getattr(raw, function["name"])
        assert len(found.argtypes) == len(function["parameters"]), function["name"]
        assert (found.restype is None) == (function["result"]["type"]["kind"] == "void"), function["name"]
        assert inspect.getdoc(found).split("\n\n")[1:], function["name"]


@test
def every_constant():
    """every constant has the header's value"""
    for enumeration in DESCRIPTION["enumerations"]:
        constants = {enumeration["prefix"] + constant.name: constant.value for constant in getattr(raw, enumeration["name"])}
        assert constants == {constant["name"]: constant["value"] for constant in enumeration["constants"]}, constants


@test
def the_same_version():
    """the library is of the version this layer was made from"""
    version = DESCRIPTION["version"]
    assert raw.osb_version().decode() == "{major}.{minor}.{patch}".format(**version)
    call(raw.osb_check_version, version["major"], version["minor"], version["patch"])


@test
def names_of_statuses():
    """every status is called in the library what it is called here"""
    for status in raw.osb_status:
        assert raw.osb_status_name(status).decode() == f"OSB_{status.name}", status


@test
def typed_handles():
    """a handle of another type is refused before the library sees it"""
    config = raw.osb_config_new()
    raises(ctypes.ArgumentError, raw.osb_client_free, config)
    raw.osb_config_free(config)


@test
def freeing_nothing():
    """every release function takes NULL"""
    for handle in DESCRIPTION["handles"]:
        getattr(raw, handle["free"])(None)


@test
def an_error():
    """a failure becomes an exception with the library's status and message"""
    config = raw.osb_config_new()
    call(raw.osb_config_set_domain, config, b"http://localhost:8080")
    call(raw.osb_config_set_protocol, config, b"https")
    client = POINTER(raw.osb_client)()
    error = raises(Error, call, raw.osb_client_new, config, byref(client))
    raw.osb_config_free(config)
    assert error.status is raw.osb_status.ERR_INVALID_ARGUMENT, error
    assert error.message and not client, error


@test
def an_error_without_object():
    """a setter's failure is an exception too"""
    options = raw.osb_create_options_new()
    error = raises(Error, call, raw.osb_create_options_set_image, options, b"")
    raw.osb_create_options_free(options)
    assert error.status is raw.osb_status.ERR_INVALID_ARGUMENT, error


@test
def a_release_function():
    """a release function is called once, with the pointer it was given"""
    released = []
    release = raw.osb_release_fn(released.append)
    output = raw.osb_output_fn(lambda data, size, user_data: 0)
    options = raw.osb_command_options_new()
    call(raw.osb_command_options_on_stdout, options, output, 4711, release)
    assert released == [], released
    raw.osb_command_options_free(options)
    assert released == [4711], released


sys.exit(failed > 0)
