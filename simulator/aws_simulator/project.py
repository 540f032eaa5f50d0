"""What the project itself knows of AWS: its evaluators of patterns, and its tables; and XML signatures.

They are written in TypeScript. ``simulator/knowledge.ts`` answers questions about them in a process of Node.js, which
is started by the first question, and ends with the simulator: then its standard input ends. No library that moto brings
knows XML signatures, so the same process reads what is signed with them (``simulator/saml.ts``).
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any, Dict, List, Optional

ROOT = Path(__file__).resolve().parents[2]
# Path of Node.js. Without it, the one on the search path is used.
NODE_VARIABLE = "AWS_SIMULATOR_NODE"

_lock = threading.Lock()
_process: Optional["subprocess.Popen[str]"] = None


class NodeUnavailable(Exception):
    """Node.js, or what the project installs for it, is missing; the message says what to do."""


def tables() -> Dict[str, Any]:
    """The project's tables: log retention, policy limits, Regions, types of resources and more."""
    return _tables()


@functools.lru_cache(maxsize=None)
def _tables() -> Dict[str, Any]:
    return _ask({"kind": "tables"})


def has_feature(feature: str, region: str) -> bool:
    """Whether a Region has a feature of the project's table of them (``aws/availability.ts``)."""
    return region not in tables()["absentFrom"][feature]


@functools.lru_cache(maxsize=1024)
def problem_of_filter_pattern(text: str) -> Optional[str]:
    """What is wrong with a filter pattern of CloudWatch Logs, or None."""
    return _ask({"kind": "filterPattern", "text": text})["problem"]


@functools.lru_cache(maxsize=1024)
def problem_of_event_pattern(text: str) -> Optional[str]:
    """What is wrong with an event pattern of EventBridge, or None."""
    return _ask({"kind": "eventPattern", "text": text})["problem"]


@functools.lru_cache(maxsize=1024)
def problem_of_guard(text: str) -> Optional[str]:
    """What is wrong with rules in CloudFormation Guard, or None."""
    return _ask({"kind": "guard", "text": text})["problem"]


def matches_filter_pattern(text: str, message: str) -> bool:
    """Does a log event match a filter pattern that has no problem, and is not for space-delimited events?"""
    return bool(_ask({"kind": "filterPattern", "text": text, "message": message}).get("matches"))


def matches_event_pattern(text: str, event: Any) -> bool:
    """Does an event match a pattern of EventBridge that has no problem?"""
    return bool(_ask({"kind": "eventPattern", "text": text, "event": event}).get("matches"))


@functools.lru_cache(maxsize=64)
def problem_of_saml_metadata(text: str) -> Optional[str]:
    """What is wrong with the metadata of a SAML identity provider, or None."""
    return _ask({"kind": "samlMetadata", "text": text}).get("problem")


def saml_assertion(response: str, metadata: str) -> Dict[str, Any]:
    """What the assertion says that a response has and its issuer signed; or the ``problem``, and which ``kind`` it is."""
    return _ask({"kind": "samlAssertion", "response": response, "metadata": metadata})


def signed_saml(response: str, elements: List[str], private_key: str, certificate: str) -> str:
    """A response whose elements with these names are signed."""
    keys = {"privateKey": private_key, "certificate": certificate}
    return _ask({"kind": "samlSignature", "response": response, "elements": elements, **keys})["response"]


def _ask(question: Dict[str, Any]) -> Dict[str, Any]:
    global _process
    with _lock:
        if _process is None or _process.poll() is not None:
            _process = _start()
        assert _process.stdin is not None and _process.stdout is not None
        _process.stdin.write(json.dumps(question) + "\n")
        _process.stdin.flush()
        answer = _process.stdout.readline()
    if not answer:
        raise NodeUnavailable("Node.js could not run simulator/knowledge.ts; run: npm install")
    return json.loads(answer)


def _start() -> "subprocess.Popen[str]":
    node = os.environ.get(NODE_VARIABLE) or shutil.which("node")
    if node is None:
        raise NodeUnavailable(f"Node.js is needed to read patterns and SAML: put node on the PATH, or set {NODE_VARIABLE}")
    command = [node, "scripts/run.mjs", "simulator/knowledge.ts"]
    # In a session of its own, so that Ctrl-C in a terminal reaches the simulator alone.
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
