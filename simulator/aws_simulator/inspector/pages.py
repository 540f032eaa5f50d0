"""Answers in pages."""
from __future__ import annotations

from typing import Any, Dict, List, Mapping

from aws_simulator.context import AwsError


def page(name: str, items: List[Any], parameters: Mapping[str, Any], most: int = 100) -> Dict[str, Any]:
    """A page of items, and the token of the next one."""
    token = str(parameters.get("nextToken") or 0)
    if not token.isdigit():
        raise AwsError("ValidationException", "The nextToken is not valid.")
    start = int(token)
    end = start + min(int(parameters.get("maxResults") or most), most)
    return {name: items[start:end], **({"nextToken": str(end)} if end < len(items) else {})}
