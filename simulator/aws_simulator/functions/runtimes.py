"""The runtimes of functions that this machine has: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""
from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Dict, List, Optional

_FOLDER = Path(__file__).resolve().parent
# Where ``require`` finds what the Node.js runtimes bring along, the AWS SDK for JavaScript: that of this project, and what stands
# for clients that it does without.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
_NODE_PATH = os.pathsep.join(str(folder) for folder in (_FOLDER / "sdk", _FOLDER.parents[2] / "node_modules"))


class NoRuntime(NotImplementedError):
    """This machine cannot run functions of a runtime; the message names it."""


def variables_of(runtime: Optional[str]) -> Dict[str, str]:
    """Environment variables that a runtime sets."""
    return {"NODE_PATH": _NODE_PATH} if runtime and runtime.startswith("nodejs") else {}


def command_of(runtime: Optional[str], memory_size: int) -> List[str]:
    """The command that runs the functions of a runtime, with the bootstrap that calls their handler.

    Node.js and Python of this machine stand for all of their versions.
    """
    if runtime and runtime.startswith("nodejs"):
        node = shutil.which("node")
        if node is None:
            raise NoRuntime(f"the runtime {runtime} needs Node.js, which is not on the PATH of the simulator")
        return [node, f"--max-old-space-size={memory_size}", str(_FOLDER / "node_bootstrap.mjs")]
    if runtime and runtime.startswith("python"):
        return [sys.executable, str(_FOLDER / "python_bootstrap.py")]
    raise NoRuntime(f"the runtime {runtime or 'of container images'} is not one that the simulator can run")
