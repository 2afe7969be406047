"""The scripted server: scripts, what they have seen, and the connections that meet them."""
