"""What the simulator asks the project about AWS."""

from __future__ import annotations

import os
import time
import unittest
from unittest import mock

from aws_simulator import project


class ProjectTest(unittest.TestCase):
    def test_patterns_are_read_by_the_evaluators_of_the_project(self) -> None:
        self.assertIsNone(project.problem_of_filter_pattern("{ $.a = 1 }"))
        self.assertIn("offset 8", str(project.problem_of_filter_pattern("{ $.a = ")))
        self.assertTrue(project.matches_filter_pattern("{ $.a = 1 }", '{"a": 1}'))
        self.assertFalse(project.matches_filter_pattern("{ $.a = 1 }", '{"a": 2}'))
        self.assertIsNone(project.problem_of_event_pattern('{"source": ["a"]}'))
        self.assertIsNotNone(project.problem_of_event_pattern('{"source": "a"}'))
        self.assertTrue(project.matches_event_pattern('{"source": [{"prefix": "a"}]}', {"source": "abc"}))
        self.assertFalse(project.matches_event_pattern('{"source": ["b"]}', {"source": "abc"}))

    def test_an_answer_takes_less_than_a_millisecond_or_so(self) -> None:
        project.matches_event_pattern('{"a": [0]}', {})
        started = time.monotonic()
        for index in range(100):
            project.matches_event_pattern('{"a": [1]}', {"a": index})
        self.assertLess((time.monotonic() - started) / 100, 0.01)

    def test_without_node_the_error_says_what_is_missing(self) -> None:
        with mock.patch.dict(os.environ, {"PATH": ""}), mock.patch.object(project, "_process", None):
            os.environ.pop(project.NODE_VARIABLE, None)
            with self.assertRaisesRegex(project.NodeUnavailable, project.NODE_VARIABLE):
                project.problem_of_filter_pattern("not yet asked")
