"""Patterns for request targets: `*` is any one segment, `**` at the end is any rest."""


def matches(pattern, target):
    """Whether a target matches. A pattern without a query takes any query."""
    path, mark, query = pattern.partition("?")
    target_path, _, target_query = target.partition("?")
    if mark and query != target_query:
        return False
    wanted, given = path.split("/"), target_path.split("/")
    if wanted[-1] == "**":
        wanted.pop()
        if len(given) <= len(wanted):
            return False
        given = given[:len(wanted)]
    return len(wanted) == len(given) and all(w in ("*", g) for w, g in zip(wanted, given))
