"""The fault proxy: what it does to connections, and the connections it does it to."""
