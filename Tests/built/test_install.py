#!/usr/bin/env python3
"""`make install`, and a program outside the tree that is built and run with what it installed."""
import shutil
import stat

from check import ROOT, bare_environment, expect, output, run, test

PREFIX = "usr/local"


def install(folder):
    """Installs below the folder and returns where."""
    output("make", "-C", ROOT, "--no-print-directory", "install", f"DESTDIR={folder}", f"PREFIX=/{PREFIX}")
    return folder / PREFIX


def pkg_config(folder, *arguments):
    environment = bare_environment(PKG_CONFIG_PATH=str(folder / PREFIX / "lib/pkgconfig"), PKG_CONFIG_SYSROOT_DIR=str(folder))
    return output("pkg-config", *arguments, "opensandbox", env=environment).split()


def expect_files(installed):
    version = "".join(path.name.removeprefix("libopensandbox.so.") for path in installed.glob("lib/libopensandbox.so.*.*.*"))
    expected = {"include/opensandbox.h", "lib/pkgconfig/opensandbox.pc", "lib/libopensandbox.so", "lib/libopensandbox.so.0",
                f"lib/libopensandbox.so.{version}"}
    found = {str(path.relative_to(installed)) for path in installed.rglob("*") if not path.is_dir()}
    expect(found == expected, f"it installs {sorted(found)}")
    for name, target in (("libopensandbox.so", "libopensandbox.so.0"), ("libopensandbox.so.0", f"libopensandbox.so.{version}")):
        expect(str((installed / "lib" / name).readlink()) == target, f"{name} leads elsewhere")
    for name in ("include/opensandbox.h", "lib/pkgconfig/opensandbox.pc"):
        expect(stat.S_IMODE((installed / name).stat().st_mode) == 0o644, f"the mode of {name} is not 644")
    expect((installed / "include/opensandbox.h").read_bytes() == (ROOT / "include/opensandbox.h").read_bytes(), "the header is another")
    return version


@test
def a_program_builds_and_runs_with_what_is_installed(folder):
    destination, outside = folder / "installed", folder / "outside"
    outside.mkdir()
    installed = install(destination)
    version = expect_files(installed)
    expect(pkg_config(destination, "--modversion") == [version], "pkg-config tells another version")

    shutil.copy(ROOT / "Tests/built/hello.c", outside)
    flags = pkg_config(destination, "--cflags", "--libs")
    output("cc", "hello.c", *flags, "-o", "hello", cwd=outside, env=bare_environment())

    environment = bare_environment(LD_LIBRARY_PATH=str(installed / "lib"))
    said = output(outside / "hello", env=environment)
    expect(said == f"opensandbox {version}: OSB_OK\n", f"it prints {said!r}")
    loaded = output("ldd", outside / "hello", env=environment)
    expect(str(installed / "lib/libopensandbox.so.0") in loaded, f"it loads another library: {loaded}")
    expect("not found" not in loaded, f"a library is missing: {loaded}")
    expect("swift" not in loaded.lower(), f"it needs Swift: {loaded}")


run()
