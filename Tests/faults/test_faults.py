#!/usr/bin/env python3
"""Tests of Tools/faults, all servers and each fault of theirs, and of the C harness that speaks to them. They need h2, from the venv."""
import sys

sys.dont_write_bytecode = True

import tap
import test_check  # pylint: disable=unused-import
import test_fault_proxy  # pylint: disable=unused-import
import test_forward_proxy  # pylint: disable=unused-import
import test_http2_front  # pylint: disable=unused-import
import test_scripted_server  # pylint: disable=unused-import
from tools import complaints


@tap.test
def the_tools_have_complained_of_nothing():
    tap.equal(complaints(), "")


tap.run()
