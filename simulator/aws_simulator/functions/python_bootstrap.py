"""Calls the handler of a Python function with the event on its standard input, and writes the result to a file.

The file is the first argument; that of the second says when the handler is loaded. It runs in a process of its
own, and imports nothing of the simulator.

https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
from __future__ import annotations

import importlib
import json
import os
import struct
import sys
import threading
import time
import traceback
from typing import Any, Callable, Dict

# What the interpreter and the AWS SDK take before the function does anything.
MEMORY_OF_THE_RUNTIME = 512 * 1024 * 1024


class LambdaContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, values: Dict[str, Any], deadline: float):
        self.function_name = values["functionName"]
        self.function_version = values["functionVersion"]
        self.invoked_function_arn = values["invokedFunctionArn"]
        self.memory_limit_in_mb = values["memoryLimitInMB"]
        self.aws_request_id = values["awsRequestId"]
        self.log_group_name = values["logGroupName"]
        self.log_stream_name = values["logStreamName"]
        self.identity = None
        self.client_context = None
        self._deadline = deadline

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int(self._deadline - time.time() * 1000))


def read_request() -> Dict[str, Any]:
    (size,) = struct.unpack(">I", sys.stdin.buffer.read(4))
    return json.loads(sys.stdin.buffer.read(size))


def end_with_the_simulator() -> None:
    # The simulator keeps the other end open; that it closes means that the simulator has ended.
    sys.stdin.buffer.read(1)
    os._exit(1)


def limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    size = megabytes * 1024 * 1024 + MEMORY_OF_THE_RUNTIME
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def load_handler() -> Callable[[Any, LambdaContext], Any]:
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    try:
        return getattr(importlib.import_module(module.replace("/", ".")), name)
    except AttributeError:
        raise RuntimeError(f"Handler '{name}' missing on module '{module}'") from None


def run(ready_file: str, timeout: float) -> Dict[str, Any]:
    request = read_request()
    threading.Thread(target=end_with_the_simulator, daemon=True).start()
    root = os.environ["LAMBDA_TASK_ROOT"]
    # The folder of this file is first, as that of every script.
    sys.path[0] = root
    os.chdir(root)
    limit_memory(int(request["context"]["memoryLimitInMB"]))
    try:
        handler = load_handler()
        with open(ready_file, "w", encoding="utf-8"):
            deadline = (time.time() + timeout) * 1000
        value = handler(request["event"], LambdaContext(request["context"], deadline))
        return {"value": json.loads(json.dumps(value))}
    except BaseException as error:  # sys.exit() in a function is a failure, too
        stack = traceback.format_tb(error.__traceback__)
        return {"error": {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": stack}}


def main() -> None:
    result_file, ready_file, timeout = sys.argv[1:]
    result = run(ready_file, float(timeout))
    with open(result_file, "w", encoding="utf-8") as file:
        json.dump(result, file)
    sys.stdout.flush()
    # Threads of the function that are still busy must not keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
