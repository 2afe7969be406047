# SPDX-License-Identifier: Apache-2.0
"""libopensandbox for Python: the C interface under `raw`, and what every use of it needs: errors as exceptions."""

from ctypes import POINTER, byref

from . import _raw as raw

__all__ = ["Error", "call", "raw"]


class Error(Exception):
    """A call that failed. `status` is a raw.osb_status, or a plain number where the library is newer than this module."""

    def __init__(self, status, message):
        super().__init__(f"{raw.osb_status_name(status).decode()}: {message}")
        self.status = raw.osb_status(status) if status in list(raw.osb_status) else status
        self.message = message


def call(function, *arguments):
    """Calls a function of `raw` that answers a status, and raises Error when that is not OSB_OK.

    The osb_error ** that ends many argument lists is left out: it is passed here.
    """
    if len(arguments) == len(function.argtypes):
        status, message = function(*arguments), function.__name__
    else:
        error = POINTER(raw.osb_error)()
        try:
            status = function(*arguments, byref(error))
            message = (raw.osb_error_message(error) or b"").decode()
        finally:
            raw.osb_error_free(error)
    if status != raw.osb_status.OK:
        raise Error(status, message)
