"""What both tools share: connections, HTTP/1.1 as far as they read it, listeners."""
