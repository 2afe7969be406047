"""The forward proxy: the protocols that a client may ask it in, and what it was asked."""
