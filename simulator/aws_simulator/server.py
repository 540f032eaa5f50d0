"""The HTTP server: loopback only, one thread per connection."""
from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from aws_simulator.existing import Existing
from aws_simulator.functions.processes import end_all


class PortInUse(Exception):
    """Another process listens on the port."""


def is_loopback(host: str) -> bool:
    """Is the host name or address one that only this machine can reach?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the port; 0 picks a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        # Only lets a port be reused whose former connections are still winding down.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(f"Cannot listen on {host}:{port}: {error.strerror or error}") from None
    return listener


def make_server(listener: socket.socket, existing: Existing, **options: Any) -> Any:
    """A server for a new simulator, which takes the options, on a listening socket.

    moto must be configured (see moto_setup).
    """
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, ThreadedWSGIServer

    from aws_simulator.background import background
    from aws_simulator.overlay import Simulator

    class SilentHandler(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            if options.get("verbose") and type == "error":
                print(message % args if args else message, file=sys.stderr, flush=True)

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """The simulator writes its own request log, which names the operations."""

    simulator = Simulator(DomainDispatcherApplication(create_backend_app), existing, **options)
    host, port = listener.getsockname()[:2]
    background.endpoint = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    server = ThreadedWSGIServer(host, port, simulator, handler=SilentHandler, fd=listener.fileno())
    server.daemon_threads = True
    return server


def exit_at_signals() -> None:
    """End the process at once, and successfully, when it is asked to end."""

    def end(*_: Any) -> None:
        _exit()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def exit_with_parent() -> None:
    """End the process when the one that started it ends."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        _exit()

    threading.Thread(target=watch, daemon=True, name="exit-with-parent").start()


def _exit() -> None:
    """End at once, with the functions that still run."""
    end_all()
    os._exit(0)
