"""Answers retried requests as they were answered the first time."""
from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, Optional

from werkzeug.wrappers import Response

MOST_REMEMBERED = 500


class Answers:
    """The latest answers, by the id that an AWS SDK gives an operation and keeps when it tries again.

    An SDK tries again when an answer did not arrive, although the operation may have been done; then creating something
    would fail because it exists. AWS services make many operations idempotent for that reason:
    https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    """

    def __init__(self) -> None:
        self._answers: "OrderedDict[str, Response]" = OrderedDict()

    def again(self, environ: Dict[str, Any]) -> Optional[Response]:
        """The answer that the first attempt got, when this is another attempt."""
        if attempt_of(environ) < 2:
            return None
        return self._answers.get(_invocation_of(environ))

    def remember(self, environ: Dict[str, Any], response: Response) -> None:
        """Keep what was done. Errors are not kept: another attempt may find what the first one missed."""
        invocation = _invocation_of(environ)
        if invocation and response.status_code < 400:
            self._answers[invocation] = response
            if len(self._answers) > MOST_REMEMBERED:
                self._answers.popitem(last=False)

    def forget(self) -> None:
        """Forget all answers."""
        self._answers.clear()


def attempt_of(environ: Dict[str, Any]) -> int:
    """Which attempt of an operation a request is: 1 for the first, and where the client does not say."""
    for part in environ.get("HTTP_AMZ_SDK_REQUEST", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == "attempt" and value.isdigit():
            return int(value)
    return 1


def _invocation_of(environ: Dict[str, Any]) -> str:
    return str(environ.get("HTTP_AMZ_SDK_INVOCATION_ID", ""))
