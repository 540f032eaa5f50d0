"""Tests of the simulator's own requests."""
from __future__ import annotations

import json
import urllib.request
from typing import Any, Optional
from urllib.error import HTTPError

from tests.support import SimulatorTestCase, endpoint, http


class ControlTest(SimulatorTestCase):
    def refusal(self, method: str, path: str, body: Optional[bytes], status: int) -> str:
        with self.assertRaises(HTTPError) as caught:
            urllib.request.urlopen(urllib.request.Request(endpoint() + path, body, method=method))
        self.assertEqual(caught.exception.code, status)
        answer: Any = json.loads(caught.exception.read())
        return str(answer["message"])

    def test_answers_what_is_registered(self) -> None:
        self.assertIn("now", json.loads(http("GET", "/simulator/clock")))

    def test_says_what_it_does_not_know(self) -> None:
        self.assertIn("no /simulator/weather", self.refusal("GET", "/simulator/weather", None, 404))
        self.assertIn("no /simulator/../clock", self.refusal("GET", "/simulator/../clock", None, 404))
        self.assertIn("takes GET and POST, not PUT", self.refusal("PUT", "/simulator/clock", b"{}", 405))

    def test_says_what_is_wrong_with_a_body(self) -> None:
        for body, message in (
            (b"{", "not JSON"),
            (b"[]", "must be a JSON object"),
            (b"{}", "'advance' is missing"),
            (b'{"advance": "soon"}', "must be a number"),
            (b'{"advance": true}', "must be a number"),
            (b'{"advance": -1}', "only be moved forward"),
        ):
            self.assertIn(message, self.refusal("POST", "/simulator/clock", body, 400))
