"""How deep a text nests, which is asked before a parser is that would follow it all the way."""


def nesting_depth(text: str) -> int:
    """How deep brackets stand in one another at most; those in quoted texts count as well."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest
