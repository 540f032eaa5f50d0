"""The command line: ``python3 -m aws_simulator --port 0``."""
from __future__ import annotations

import argparse
import json
import os
import sys
from typing import List, NoReturn, Optional

from aws_simulator.existing import Existing, InvalidExisting, read_existing
from aws_simulator.moto_setup import MotoUnavailable, check_moto, configure_moto
from aws_simulator.server import PortInUse, exit_at_signals, exit_with_parent, is_loopback, listen, make_server

EXIT_INVALID_USE = 2
EXIT_MOTO_UNAVAILABLE = 3
EXIT_PORT_IN_USE = 4


def main(arguments: Optional[List[str]] = None) -> None:
    """Run the simulator until it is ended by a signal."""
    exit_at_signals()
    options = _parser().parse_args(arguments)
    if options.exit_with_parent:
        exit_with_parent()
    if not is_loopback(options.host):
        reason = "only loopback addresses are allowed, because credentials are not checked"
        _fail(EXIT_INVALID_USE, f"--host {options.host}: {reason}")
    try:
        existing = read_existing(options.existing) if options.existing else Existing()
    except InvalidExisting as error:
        _fail(EXIT_INVALID_USE, *error.problems)
    try:
        check_moto()
    except MotoUnavailable as error:
        _fail(EXIT_MOTO_UNAVAILABLE, str(error))
    configure_moto(existing.management_account_id)
    if options.coverage:
        from aws_simulator.coverage import coverage_table

        print(coverage_table(), end="")
        return
    try:
        listener = listen(options.host, options.port)
    except PortInUse as error:
        _fail(EXIT_PORT_IN_USE, str(error))
    _serve(listener, existing, options)


def _serve(listener: object, existing: Existing, options: argparse.Namespace) -> None:
    # Standard output carries the ready line and nothing else, whatever moto prints.
    standard_output, sys.stdout = sys.stdout, sys.stderr if options.verbose else open(os.devnull, "w")
    from aws_simulator.authorization.enforcement import Mode

    try:
        server = make_server(
            listener,
            existing,
            quiet=options.quiet,
            verbose=options.verbose,
            permissions=Mode(options.permissions),
            slow_factor=options.slow_factor if options.slow else None,
        )
    except InvalidExisting as error:
        _fail(EXIT_INVALID_USE, *(f"{options.existing}: {problem}" for problem in error.problems))
    host = f"[{options.host}]" if ":" in options.host else options.host
    ready = {
        "event": "ready",
        "endpoint": f"http://{host}:{server.server_address[1]}",
        "managementAccountId": existing.management_account_id,
    }
    print(json.dumps(ready, separators=(",", ":")), file=standard_output, flush=True)
    server.serve_forever()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m aws_simulator",
        description="A local AWS for deploying the landing zone without an AWS account.",
    )
    parser.add_argument("--port", type=_port, default=5000, help="port to listen on; 0 picks a free one (default 5000)")
    parser.add_argument("--host", default="127.0.0.1", help="loopback address to listen on (default 127.0.0.1)")
    parser.add_argument("--existing", metavar="FILE.json", help="what exists before the first deploy; see the README")
    parser.add_argument(
        "--permissions",
        choices=("none", "marked", "all"),
        default="none",
        help="whose permissions are enforced: marked spares the credentials 'local' and sessions of theirs (default none)",
    )
    parser.add_argument("--exit-with-parent", action="store_true", help="end when the process that started this ends")
    parser.add_argument("--slow", action="store_true", help="let what takes time in AWS take time")
    parser.add_argument(
        "--slow-factor",
        type=_factor,
        default=10.0,
        metavar="N",
        help="with --slow, how many times faster than in AWS things are done (default 10)",
    )
    parser.add_argument("--coverage", action="store_true", help="print what is added to moto, and end")
    noise = parser.add_mutually_exclusive_group()
    noise.add_argument("--quiet", action="store_true", help="do not even report operations that are not simulated")
    noise.add_argument("--verbose", action="store_true", help="log every request to standard error")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def _factor(text: str) -> float:
    try:
        factor = float(text)
    except ValueError:
        factor = 0
    if not 0 < factor < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number over 0")
    return factor


def _fail(code: int, *lines: str) -> NoReturn:
    for line in lines:
        print(f"aws_simulator: {line}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
