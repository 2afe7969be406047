#!/usr/bin/env python3
"""Where the authorities of the system are found: other systems' places, put into a root of bubblewrap's. It runs itself beside the servers."""
import os
import pathlib
import sys
import urllib.request

from check import ROOT, expect, output, run, test

LIBRARY_DIR = pathlib.Path(os.environ.get("OSB_LIBRARY_DIR", ROOT / ".build/lib"))
ROUTE = b"on GET /v1/sandboxes/sb-1\n  respond 200 application/json {'id':'sb-1','status':{'state':'Running'}}\n"
DEBIANS_FILE = "/etc/ssl/certs/ca-certificates.crt"
PLACES = {
    "Debian and Alpine": DEBIANS_FILE,
    "Fedora": "/etc/pki/tls/certs/ca-bundle.crt",
    "Fedora, newer": "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "openSUSE": "/etc/ssl/ca-bundle.pem",
    "Alpine and OpenSSL": "/etc/ssl/cert.pem",
}


def define_script():
    url = f"http://127.0.0.1:{os.environ['OSB_SCRIPTED_PORT']}/_control/script/places"
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(urllib.request.Request(url, ROUTE, method="PUT"))


def answer(folder, binds, *arguments, **variables):
    """What the one call comes to where /etc has these files alone: place -> file."""
    program = folder / "one_call"
    if not program.exists():
        output("cc", "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/include", ROOT / "Tests/built/one_call.c", f"-L{LIBRARY_DIR}", "-lopensandbox",
               "-o", program)
    there = [word for place, file in binds.items() for word in ("--ro-bind", file, place)]
    environment = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": str(LIBRARY_DIR), **variables}
    return output("bwrap", "--ro-bind", "/", "/", "--tmpfs", "/etc", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", *there, "--dev", "/dev",
                  program, f"127.0.0.1:{os.environ['OSB_SCRIPTED_TLS_PORT']}/s/places", *arguments, env=environment).strip()


def certificate(name):
    return os.path.join(os.environ["OSB_CERTIFICATES"], name)


def expect_trusted(folder, binds, *arguments, **variables):
    got = answer(folder, binds, *arguments, **variables)
    expect(got == "OSB_OK", f"{list(binds)}: {got}")


def expect_refused(folder, binds, *arguments, **variables):
    got = answer(folder, binds, *arguments, **variables)
    expect(got.startswith("OSB_ERR_TLS ") and "certificate" in got, f"{list(binds)}: {got}")


@test
def authorities_are_found_where_each_system_keeps_them(folder):
    for place in PLACES.values():
        expect_trusted(folder, {place: certificate("ca.pem")})
        expect_refused(folder, {place: certificate("stranger-ca.pem")})


@test
def authorities_are_found_in_a_directory_of_hashed_names(folder):
    expect_trusted(folder, {"/etc/ssl/certs": certificate("authorities")})


@test
def fedoras_link_of_debians_directory_hides_nothing(folder):
    # There /etc/ssl/certs is a directory without hashed names.
    fedora = folder / "certs"
    fedora.mkdir()
    (fedora / "ca-bundle.crt").write_bytes(pathlib.Path(certificate("ca.pem")).read_bytes())
    expect_trusted(folder, {"/etc/pki/tls/certs": fedora, "/etc/ssl/certs": fedora})


@test
def a_system_without_authorities_trusts_nobody(folder):
    expect_refused(folder, {})


@test
def the_environment_goes_before_the_system(folder):
    expect_trusted(folder, {DEBIANS_FILE: certificate("stranger-ca.pem")}, SSL_CERT_FILE=certificate("ca.pem"))
    expect_refused(folder, {DEBIANS_FILE: certificate("ca.pem")}, SSL_CERT_FILE=certificate("stranger-ca.pem"))
    expect_refused(folder, {"/etc/ssl/certs": certificate("authorities")}, SSL_CERT_FILE=certificate("stranger-ca.pem"))
    expect_trusted(folder, {}, SSL_CERT_DIR=certificate("authorities"))


@test
def authorities_of_the_config_stand_instead_of_the_systems(folder):
    for binds in ({DEBIANS_FILE: certificate("ca.pem")}, {"/etc/ssl/certs": certificate("authorities")}):
        expect_refused(folder, binds, certificate("stranger-ca.pem"))
    expect_trusted(folder, {}, certificate("ca.pem"))


if "OSB_CERTIFICATES" not in os.environ:
    os.execv(ROOT / "Tools/faults/with_servers.py", ["with_servers.py", sys.executable, __file__])
define_script()
run()
