"""The patterns of botocore's models, which are written for Java, as Python understands them.

https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait
"""
from __future__ import annotations

import functools
import re
from typing import Any, Callable, Optional

# What Java writes as \p{...} in a set of characters. Letters and digits are taken together, as Python can say it:
# a pattern that has one of them nearly always has both.
_CLASSES = {
    "L": r"\w",
    "N": r"\w",
    "Z": r" \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
    "ASCII": r"\x00-\x7f",
    "Alnum": "a-zA-Z0-9",
    "Graph": r"\x21-\x7e",
    "Print": r"\x20-\x7e",
}
_CLASS = re.compile(r"\\p\{(\w+)\}")
# Characters outside the basic plane are two units in Java.
_BEYOND_BASIC_PLANE = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
# In Java a dash after a class is only a dash: [\w-_].
_DASH_AFTER_CLASS = re.compile(r"(\\[wds])-(?=[^\]])")
# Python cannot intersect sets.
_INTERSECTION = "&&["


@functools.lru_cache(maxsize=None)
def matcher(pattern: str) -> Optional[Callable[[str], Any]]:
    """A function that matches a text with the pattern, or None when that cannot be converted and nothing is checked.

    A pattern that says where it starts but not where it ends may be followed by anything; others describe all of a
    text.
    """
    if _INTERSECTION in pattern or any(name not in _CLASSES for name in _CLASS.findall(pattern)):
        return None
    has_classes = _CLASS.search(pattern) is not None
    converted = pattern.replace(*_BEYOND_BASIC_PLANE)
    converted = _CLASS.sub(lambda match: _in_set(converted, match), converted)
    converted = _DASH_AFTER_CLASS.sub(r"\1\\-", converted)
    try:
        compiled = re.compile(converted, 0 if has_classes else re.ASCII)
    except re.error:
        return None
    return compiled.match if pattern.startswith("^") and not pattern.endswith("$") else compiled.fullmatch


def _in_set(pattern: str, match: "re.Match[str]") -> str:
    characters = _CLASSES[match[1]]
    before = pattern[: match.start()]
    return characters if before.rfind("[") > before.rfind("]") else f"[{characters}]"
