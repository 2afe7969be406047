"""The HTTP/2 front: connections that speak it, and what they are told to do."""
