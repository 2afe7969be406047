"""Addresses, as arguments name them."""


def address(text):
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)
