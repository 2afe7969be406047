#!/usr/bin/env python3
"""Tests of Tools/faults, both servers and each fault of theirs, and of the C harness that speaks to them."""
import sys

sys.dont_write_bytecode = True

import tap
import test_check  # pylint: disable=unused-import
import test_fault_proxy  # pylint: disable=unused-import
import test_scripted_server  # pylint: disable=unused-import
from tools import complaints


@tap.test
def the_tools_have_complained_of_nothing():
    tap.equal(complaints(), "")


tap.run()
