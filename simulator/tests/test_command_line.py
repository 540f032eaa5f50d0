"""The contract of the command line."""
from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from typing import Any
from unittest import mock

from aws_simulator import moto_setup
from tests.support import SIMULATOR_FOLDER, start


def finish(process: subprocess.Popen) -> Any:
    output, errors = process.communicate(timeout=30)
    return process.returncode, output, errors.splitlines()


class StartTest(unittest.TestCase):
    def test_prints_one_ready_line_and_ends_at_once_with_success_when_it_is_terminated(self) -> None:
        process = start("--port", "0")
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        self.assertEqual(ready["event"], "ready")
        self.assertRegex(ready["endpoint"], r"^http://127\.0\.0\.1:\d+$")
        self.assertEqual(ready["managementAccountId"], "123456789012")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(finish(process), (0, "", []))

    def test_ends_when_its_parent_ends(self) -> None:
        script = (
            "import subprocess, sys\n"
            "command = [sys.executable, '-m', 'aws_simulator', '--port', '0', '--exit-with-parent']\n"
            "process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)\n"
            "print(process.pid, process.stdout.readline(), flush=True)\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(SIMULATOR_FOLDER)}
        output = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True).stdout
        endpoint = json.loads(output.partition(" ")[2])["endpoint"]
        address = ("127.0.0.1", int(endpoint.rpartition(":")[2]))
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(address) != 0:
                    return
            time.sleep(0.1)
        self.fail("The simulator outlived its parent.")


class RefusalTest(unittest.TestCase):
    def test_listens_on_loopback_only(self) -> None:
        code, output, errors = finish(start("--host", "0.0.0.0"))
        self.assertEqual((code, output), (2, ""))
        self.assertEqual(len(errors), 1)
        self.assertIn("loopback", errors[0])

    def test_reports_that_the_port_is_in_use(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            code, output, errors = finish(start("--port", str(port)))
        self.assertEqual((code, output, len(errors)), (4, "", 1), errors)
        self.assertIn(f"127.0.0.1:{port}", errors[0])

    def test_reports_each_problem_of_the_existing_file_on_a_line(self) -> None:
        accounts = [{"id": "1", "name": "a", "email": "a@example.com"}, {"id": "222222222222", "name": "b"}]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            unusable = {"organizationId": "x", "accounts": accounts, "users": ["a"], "laterUsers": [1], "roles": ["a"], "more": 1}
            json.dump({"managementAccountId": 1, **unusable}, file)
            file.flush()
            code, output, errors = finish(start("--existing", file.name))
        self.assertEqual((code, output), (2, ""))
        self.assertEqual(len(errors), 8, errors)

    def test_reports_that_the_existing_file_is_missing(self) -> None:
        code, _, errors = finish(start("--existing", "no-such-file.json"))
        self.assertEqual((code, len(errors)), (2, 1), errors)

    def test_reports_that_moto_is_missing(self) -> None:
        # -S leaves out the installed packages.
        environment = {**os.environ, "PYTHONPATH": str(SIMULATOR_FOLDER)}
        command = [sys.executable, "-S", "-m", "aws_simulator"]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True)
        self.assertEqual((finished.returncode, finished.stdout), (3, ""))
        self.assertEqual(len(finished.stderr.splitlines()), 1, finished.stderr)
        self.assertIn("pip install -r simulator/requirements.txt", finished.stderr)

    def test_wants_exactly_the_version_of_moto_that_it_corrects(self) -> None:
        with mock.patch.object(importlib.metadata, "version", return_value="5.2.2"):
            with self.assertRaisesRegex(moto_setup.MotoUnavailable, "5.2.1.*5.2.2.*pip install"):
                moto_setup.check_moto()

    def test_requirements_pin_the_version_that_is_checked(self) -> None:
        requirements = (SIMULATOR_FOLDER / "requirements.txt").read_text()
        self.assertIn(f"moto[server]=={moto_setup.REQUIRED_MOTO_VERSION}\n", requirements)
