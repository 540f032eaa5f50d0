"""Tables of what AWS refuses: a request that it takes, what is changed in it, the error, and the page that says so."""

from __future__ import annotations

from typing import Any, Callable, Dict, Tuple

from tests.support import SimulatorTestCase

# What is changed, the code of the error, a part of its message, and AWS's page.
Refusal = Tuple[Dict[str, Any], str, str, str]
NOTHING: Any = None


class RefusalTestCase(SimulatorTestCase):
    """Sends a request that is right, and then each that is wrong in one thing."""

    def check_refusals(self, call: Callable[..., Any], right: Dict[str, Any], refusals: "Dict[str, Refusal]") -> None:
        """The changes replace parameters of the request; those that are None are left out."""
        call(**right)
        for name, (changes, code, message, page) in refusals.items():
            with self.subTest(name, page=page), self.refused(code, message):
                call(**{key: value for key, value in {**right, **changes}.items() if value is not NOTHING})
