"""The checks of the C harness (Tests/c/check.h), in a program of tests that fail."""
import os
import subprocess
import tempfile

from tap import equal, test

HARNESS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "c")

PROGRAM = r"""
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

TEST(good) { CHECK(1); CHECK_INT(2, 2); CHECK_STR("a", "a"); CHECK_STR(NULL, NULL); CHECK_CONTAINS("abc", "b"); }
TEST(truth) { CHECK(1 > 2); }
TEST(number) { CHECK_INT(2 + 2, -5); }
TEST(text) { CHECK_STR("a\nb", "c"); }
TEST(null) { CHECK_STR(NULL, "c"); }
TEST(part) { CHECK_CONTAINS("abc", "x"); }
TEST(many) { CHECK(0); CHECK(0); CHECK(0); }
TEST(left) { REQUIRE(0); CHECK(0); }
static void *fail(void *unused) { CHECK(unused); return NULL; }
TEST(thread) { pthread_t thread; pthread_create(&thread, NULL, fail, NULL); pthread_join(thread, NULL); }
TEST(good_again) { CHECK(1); }
TEST(crash) { raise(SIGSEGV); }
TEST(abort_call) { abort(); }
TEST(pipe_signal) { raise(SIGPIPE); }
TEST(hang) { for (;;) pause(); }
TEST(stop) { check_stop("no %d", 3); }
"""


def run(directory, test_name):
    done = subprocess.run([os.path.join(directory, "program"), test_name], capture_output=True, text=True, check=False,
                          env={**os.environ, "CHECK_WATCHDOG": "1"})
    return done.stdout.replace("program.c:", ""), done.returncode


@test
def checks_in_c_tell_what_was_wrong():
    with tempfile.TemporaryDirectory(prefix="osb-check-") as directory:
        with open(os.path.join(directory, "program.c"), "w", encoding="ascii") as file:
            file.write(PROGRAM)
        subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror", f"-I{HARNESS}", "-o", "program",
                        "program.c", f"{HARNESS}/check.c", "-lpthread"], cwd=directory, check=True)
        for name, output, status in (
                ("good", "ok - good\nok - good_again\n", 0),
                ("truth", "not ok - truth: 10: 1 > 2\n", 1),
                ("number", "not ok - number: 11: 2 + 2 is 4, expected -5\n", 1),
                ("text", 'not ok - text: 12: "a\\nb" is "a b", expected "c"\n', 1),
                ("null", 'not ok - null: 13: NULL is "NULL", expected "c"\n', 1),
                ("part", 'not ok - part: 14: "abc" is "abc", which does not contain "x"\n', 1),
                ("many", "not ok - many: 15: 0 (and 2 more)\n", 1),
                ("left", "not ok - left: 16: 0\n", 1),
                ("thread", "not ok - thread: 17: unused\n", 1),
                ("crash", "not ok - crash: crashed\n", -11),
                ("abort_call", "not ok - abort_call: aborted\n", -6),
                ("pipe_signal", "not ok - pipe_signal: died of SIGPIPE\n", -13),
                ("hang", "not ok - hang: hangs\n", 1),
                ("stop", "not ok - stop: no 3\n", 1),
                ("nothing such", "not ok - no test: there is no such test\n", 1)):
            equal((name, *run(directory, name)), (name, output, status))
