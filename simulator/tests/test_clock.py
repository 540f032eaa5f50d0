"""Tests of the time that can be moved."""
from __future__ import annotations

import json
import unittest
from datetime import datetime

from aws_simulator.clock import Clock

from tests.support import SimulatorTestCase, advance_clock, http, reset


class ClockTest(unittest.TestCase):
    def test_does_what_is_due_in_the_order_of_its_time(self) -> None:
        clock, done = Clock(), []
        clock.after(60, lambda: done.append("late"))
        clock.after(30, lambda: (done.append("early"), clock.after(10, lambda: done.append("between"))))
        clock.advance(29)
        self.assertEqual(done, [])
        clock.advance(60)
        self.assertEqual(done, ["early", "between", "late"])

    def test_is_that_of_the_machine_again_when_it_starts_over(self) -> None:
        clock, done = Clock(), []
        started = clock.now()
        clock.after(3600, lambda: done.append("forgotten"))
        clock.advance(60)
        clock.start_over()
        clock.advance(0)
        self.assertLess((clock.now() - started).total_seconds(), 30)
        clock.advance(7200)
        self.assertEqual(done, [])


class ClockRequestTest(SimulatorTestCase):
    def test_is_moved_by_a_request(self) -> None:
        def time() -> datetime:
            return datetime.fromisoformat(json.loads(http("GET", "/simulator/clock"))["now"])

        before = time()
        advance_clock(86_400)
        self.assertGreaterEqual((time() - before).total_seconds(), 86_400)
        reset()
        self.assertLess((time() - before).total_seconds(), 3600)
