#!/usr/bin/env python3
"""Tests of Tools/faults: both servers, each fault of theirs."""
import sys

sys.dont_write_bytecode = True

import tap
import test_fault_proxy  # pylint: disable=unused-import
import test_scripted_server  # pylint: disable=unused-import
from tools import complaints


@tap.test
def the_tools_have_complained_of_nothing():
    tap.equal(complaints(), "")


tap.run()
