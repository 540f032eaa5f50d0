"""Runs the code of a function in a child process, within its limits of time and memory. No lock is held meanwhile."""
from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Set

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
MAXIMUM_RESPONSE = 6_291_556
# What a function does before its handler is called has a time limit of its own.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
SECONDS_TO_START = 10.0
SECONDS_BETWEEN_LOOKS = 0.005
MOST_LOG_BYTES = 1_000_000

# The processes that run, and the folders of the code of functions by its hash.
_running: Set[subprocess.Popen] = set()
_unpacked: Dict[str, str] = {}
_unpack_lock = threading.Lock()


@dataclass(frozen=True)
class Task:
    """One invocation of a function, with all that its process gets to know."""

    code: bytes
    digest: str
    command: List[str]
    environment: Dict[str, str]
    event: Any
    context: Dict[str, str]
    timeout: int
    # How far the simulator's time is ahead of the machine's.
    milliseconds_ahead: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of an invocation: its result or error as JSON, what it printed, and how long it took."""

    payload: str
    failed: bool
    output: str
    milliseconds: float


def run(task: Task) -> Outcome:
    """Run a function and wait for it; the process is killed when its time is up."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="aws-simulator-") as folder:
        result_file = Path(folder) / "result.json"
        output, problem = _run_process(task, result_file, folder)
        milliseconds = (time.monotonic() - started) * 1000
        result = json.loads(result_file.read_text("utf-8")) if result_file.exists() else {}
    if problem is None and not result:
        problem = {"errorType": "Runtime.ExitError", "errorMessage": "Runtime exited without providing a reason"}
    if problem is None and "error" in result:
        problem = result["error"]
    if problem is not None:
        return Outcome(json.dumps(problem), True, output, milliseconds)
    payload = json.dumps(result["value"], separators=(",", ":"), ensure_ascii=False)
    if len(payload.encode()) > MAXIMUM_RESPONSE:
        message = f"Response payload size exceeded maximum allowed payload size ({MAXIMUM_RESPONSE} bytes)."
        too_large = {"errorMessage": message, "errorType": "Function.ResponseSizeTooLarge"}
        return Outcome(json.dumps(too_large), True, output, milliseconds)
    return Outcome(payload, False, output, milliseconds)


def _run_process(task: Task, result_file: Path, folder: str) -> Any:
    """Start the process, and return what it printed and, if it was killed or ended badly, the error."""
    ready_file = result_file.with_name("ready")
    environment = {**task.environment, "LAMBDA_TASK_ROOT": _unpack(task)}
    request_id = task.context["awsRequestId"]
    with open(os.path.join(folder, "output"), "w+b") as output:
        process = subprocess.Popen(
            [*task.command, str(result_file), str(ready_file), str(task.timeout)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
        )
        _running.add(process)
        try:
            _limit_processor_time(process, task.timeout)
            _send(process, {"event": task.event, "context": task.context, "ahead": task.milliseconds_ahead})
            _wait_until_ready(process, ready_file)
            problem = _wait(process, task.timeout, request_id)
        finally:
            process.kill()
            process.wait()
            _running.discard(process)
        output.seek(0)
        return output.read(MOST_LOG_BYTES).decode("utf-8", "replace"), problem


def _send(process: subprocess.Popen, request: Any) -> None:
    """Write the request, and leave the pipe open: that it closes tells the process that the simulator has ended."""
    body = json.dumps(request).encode()
    assert process.stdin is not None
    try:
        process.stdin.write(struct.pack(">I", len(body)) + body)
        process.stdin.flush()
    except BrokenPipeError:
        # How the process ended is seen when it is waited for.
        return


def _wait_until_ready(process: subprocess.Popen, ready_file: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and not ready_file.exists() and time.monotonic() < until:
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _wait(process: subprocess.Popen, timeout: int, request_id: str) -> Optional[Dict[str, str]]:
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        message = f"RequestId: {request_id} Error: Task timed out after {timeout}.00 seconds"
        return {"errorType": "Sandbox.Timedout", "errorMessage": message}
    if code == 0:
        return None
    how = f"exit status {code}" if code > 0 else "signal: killed"
    message = f"RequestId: {request_id} Error: Runtime exited with error: {how}"
    return {"errorType": "Runtime.ExitError", "errorMessage": message}


def _limit_processor_time(process: subprocess.Popen, timeout: int) -> None:
    """A process that is busy without end does not notice that the simulator has ended; the system then ends it."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    if hasattr(resource, "prlimit"):
        seconds = 4 * timeout + 30
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))


def _unpack(task: Task) -> str:
    """The folder with the code of a function, which is unpacked once for all of its invocations."""
    with _unpack_lock:
        if task.digest not in _unpacked:
            if hashlib.sha256(task.code).hexdigest() != task.digest:
                raise ValueError("the code of the function is not what its hash says")
            folder = tempfile.mkdtemp(prefix="aws-simulator-code-")
            with zipfile.ZipFile(io.BytesIO(task.code)) as archive:
                archive.extractall(folder)
            _unpacked[task.digest] = folder
        return _unpacked[task.digest]


def end_running() -> None:
    """Kill the processes that still run."""
    for process in list(_running):
        process.kill()


def end_all() -> None:
    """Kill the processes that still run, and remove the code."""
    end_running()
    for folder in _unpacked.values():
        shutil.rmtree(folder, ignore_errors=True)
    _unpacked.clear()
