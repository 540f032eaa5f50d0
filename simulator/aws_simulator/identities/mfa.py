"""The codes of virtual MFA devices: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html"""
from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from typing import Any

from aws_simulator.clock import clock

SECONDS_PER_CODE = 30
DIGITS = 6


def code_at(seed: str, step: int) -> str:
    """The code of a step of 30 seconds: https://www.rfc-editor.org/rfc/rfc6238"""
    key = base64.b32decode(seed + "=" * (-len(seed) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def current_step() -> int:
    """The step that the simulator's time is in."""
    return int(clock.now().timestamp()) // SECONDS_PER_CODE


def is_code_of(device: Any, code: str) -> bool:
    """Is it the device's code, or the one before or after it?"""
    step = current_step()
    return any(hmac.compare_digest(code_at(device.base32_string_seed, step + drift), code) for drift in (-1, 0, 1))


def are_consecutive_codes_of(device: Any, first: str, second: str) -> bool:
    """Are these the two codes in a row with which a device is enabled?"""
    step = current_step()
    seed = device.base32_string_seed
    return any(
        (code_at(seed, step + drift), code_at(seed, step + drift + 1)) == (first, second) for drift in (-2, -1, 0)
    )
