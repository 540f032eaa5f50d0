"""What Firehose does with records: it keeps them for a while, and writes them into a bucket with its role.

https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
"""
from __future__ import annotations

import base64
import datetime
import gzip
import json
import re
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional
from zoneinfo import ZoneInfo

from aws_simulator import encryption
from aws_simulator.background import background
from aws_simulator.clock import clock
from aws_simulator.context import random_id, random_uuid, store_of
from aws_simulator.firehose_partitioning import (
    MOST_PARTITIONS,
    TOO_MANY_PARTITIONS,
    Partition,
    delimiter_of,
    evaluate_keys,
    is_partitioned,
    partition_of,
    problem_of_partitioning,
)
from aws_simulator.grants import RoleCaller, ServiceCaller, default_key_of, find_bucket, find_role

SERVICE_PRINCIPAL = "firehose.amazonaws.com"
# https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
DEFAULT_SECONDS, DEFAULT_MEGABYTES = 300, 5
# Firehose tries for up to a day to write into a bucket: https://docs.aws.amazon.com/firehose/latest/dev/retry.html
SECONDS_BETWEEN_ATTEMPTS, SECONDS_OF_ATTEMPTS = 300, 24 * 3600
DEFAULT_TIME = "!{timestamp:yyyy/MM/dd/HH}/"


@dataclass
class _Buffer:
    """The records of a partition that a stream has not yet written, and when the oldest of them arrived."""

    stream: Any
    partition: Partition
    records: List[bytes] = field(default_factory=list)
    since: Optional[datetime.datetime] = None


def find_stream(arn: str) -> Any:
    """The delivery stream with this ARN, or None."""
    from moto.firehose.models import firehose_backends

    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "firehose":
        return None
    try:
        return firehose_backends[parts[4]][parts[3]].delivery_streams.get(parts[5].partition("/")[2])
    except KeyError:  # an unknown Region
        return None


def destination_of(stream: Any) -> Optional[Dict[str, Any]]:
    """The configuration of the bucket that a stream writes to, or None where it writes to something else."""
    destination = stream.destinations[0]
    return destination.get("ExtendedS3") or destination.get("S3")


def buffer(stream: Any, records: List[bytes]) -> None:
    """Keep records until there are enough of them, or until they have waited long enough."""
    destination = destination_of(stream)
    if destination is None:
        return
    for record in records:
        _keep(stream, destination, record)


def _keep(stream: Any, destination: Dict[str, Any], record: bytes) -> None:
    buffers = _buffers_of(stream)
    partition = partition_of(destination, record)
    if partition not in buffers and partition.keys and len(buffers) >= MOST_PARTITIONS:
        partition = Partition(error=TOO_MANY_PARTITIONS, message=f"There are {MOST_PARTITIONS} active partitions.")
    kept = buffers.setdefault(partition, _Buffer(stream, partition))
    if kept.since is None:
        kept.since = clock.now()
        clock.after(_hint(destination, "IntervalInSeconds", DEFAULT_SECONDS), lambda: _write_if_due(kept))
    kept.records.append(record if partition.error else record + delimiter_of(destination))
    size = _hint(destination, "SizeInMBs", DEFAULT_MEGABYTES) * 1024 * 1024
    if sum(map(len, kept.records)) >= size:
        _write(kept)


def _hint(destination: Dict[str, Any], name: str, default: int) -> int:
    value = (destination.get("BufferingHints") or {}).get(name)
    return default if value is None else int(value)


def _buffers_of(stream: Any) -> Dict[Partition, _Buffer]:
    region, account = stream.delivery_stream_arn.split(":")[3:5]
    return store_of("firehose", account, region, f"buffers of {stream.delivery_stream_name} {id(stream)}")


def _write_if_due(kept: _Buffer) -> None:
    """Write what has waited long enough; what cannot be written is tried again, for a day."""
    destination = destination_of(kept.stream)
    if kept.since is None or destination is None or find_stream(kept.stream.delivery_stream_arn) is not kept.stream:
        return
    waited = (clock.now() - kept.since).total_seconds()
    interval = _hint(destination, "IntervalInSeconds", DEFAULT_SECONDS)
    if waited + 0.5 < interval:
        clock.after(interval - waited, lambda: _write_if_due(kept))
    elif not _write(kept):
        if waited < SECONDS_OF_ATTEMPTS:
            clock.after(SECONDS_BETWEEN_ATTEMPTS, lambda: _write_if_due(kept))
        else:
            kept.records, kept.since = [], None


def _write(kept: _Buffer) -> bool:
    """Write all records of a partition into one object. Could it be written?"""
    from moto.s3.models import s3_backends

    destination = destination_of(kept.stream)
    if not kept.records or kept.since is None or destination is None:
        return False
    bucket = find_bucket(destination["BucketARN"].rpartition(":")[2])
    key = _name_of_object(kept.stream, destination, kept.since, kept.partition)
    key_id = _key_of(destination, bucket)
    if bucket is None or not _may_write(kept.stream, destination, bucket, key, key_id):
        return False
    content = _errors(kept) if kept.partition.error else b"".join(kept.records)
    if (destination.get("CompressionFormat") or "UNCOMPRESSED") == "GZIP":
        content = gzip.compress(content)
    s3_backends[bucket.account_id][bucket.partition].put_object(
        bucket.name, key, content, encryption="aws:kms" if key_id else None, kms_key_id=key_id
    )
    kept.records, kept.since = [], None
    # A partition that was written is active no more.
    _buffers_of(kept.stream).pop(kept.partition, None)
    return True


def _errors(kept: _Buffer) -> bytes:
    """Records that could not be partitioned, with what is wrong with them; no page shows the form, which is that of others.

    https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-error-handling.html
    """
    assert kept.since is not None
    described = {
        "attemptsMade": 1,
        "arrivalTimestamp": int(kept.since.timestamp() * 1000),
        "errorCode": kept.partition.error,
        "errorMessage": kept.partition.message,
        "attemptEndingTimestamp": int(clock.now().timestamp() * 1000),
    }
    lines = [json.dumps({**described, "rawData": base64.b64encode(record).decode()}) for record in kept.records]
    return "".join(f"{line}\n" for line in lines).encode()


def _key_of(destination: Dict[str, Any], bucket: Any) -> Optional[str]:
    """The key that the stream names, or the bucket's own."""
    named = (destination.get("EncryptionConfiguration") or {}).get("KMSEncryptionConfig") or {}
    return named.get("AWSKMSKeyARN") or (default_key_of(bucket) if bucket is not None else None)


def role_of(stream: Any, destination: Dict[str, Any]) -> Any:
    """The role that a stream writes with, or None where Firehose cannot assume it."""
    region, account = stream.delivery_stream_arn.split(":")[3:5]
    role = find_role(destination["RoleARN"])
    caller = ServiceCaller(SERVICE_PRINCIPAL, account, stream.delivery_stream_arn)
    external_id = {"sts:ExternalId": account}
    is_trusted = role is not None and caller.may(
        role.assume_role_policy_document, "sts:AssumeRole", role.arn, external_id
    )
    return role if is_trusted else None


def _may_write(stream: Any, destination: Dict[str, Any], bucket: Any, key: str, key_id: Optional[str]) -> bool:
    """https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3"""
    role = role_of(stream, destination)
    if role is None:
        return False
    caller = RoleCaller(role)
    if not caller.may(bucket.policy, "s3:PutObject", f"{bucket.arn}/{key}"):
        return False
    context = encryption.context_of_object(bucket, key)
    try:
        home = (bucket.account_id, bucket.region_name)
        encryption.check(key_id, home, caller, (encryption.WRITE,), "s3", context)
    except encryption.KeyRefused:
        return False
    return True


def _name_of_object(stream: Any, destination: Dict[str, Any], time: datetime.datetime, partition: Partition) -> str:
    """https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html#s3-object-name"""
    prefix = destination.get("ErrorOutputPrefix" if partition.error else "Prefix") or ""
    if partition.error and "!{" not in prefix:
        prefix += f"{partition.error}/"
    if "!{timestamp:" not in prefix and not (is_partitioned(destination) and "!{" in prefix):
        prefix += DEFAULT_TIME
    prefix = evaluate_keys(prefix, partition)
    time = time.astimezone(ZoneInfo(destination.get("CustomTimeZone") or "UTC"))
    suffix = f"{stream.delivery_stream_name}-{stream.version_id}-{time:%Y-%m-%d-%H-%M-%S}-{random_uuid()}"
    compressed = ".gz" if destination.get("CompressionFormat") == "GZIP" else ""
    return evaluate_prefix(prefix, time, partition.error) + suffix + (destination.get("FileExtension") or compressed)


# The letters of Java's DateTimeFormatter that dates in prefixes are made of, by how often they stand there.
_LETTERS = {
    "yyyy": "%Y", "yy": "%y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S",
    "DDD": "%j", "MMM": "%b", "MMMM": "%B", "EEE": "%a", "EEEE": "%A", "hh": "%I", "a": "%p", "Z": "%z",
}  # fmt: skip


def evaluate_prefix(prefix: str, time: datetime.datetime, error_type: str = "") -> str:
    """Replace the expressions of a prefix, such as ``!{timestamp:yyyy}`` and ``!{firehose:random-string}``.

    https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
    """

    def replace(match: "re.Match[str]") -> str:
        namespace, value = match.groups()
        if namespace == "timestamp":
            return _format(value, time)
        return random_id(length=11) if value == "random-string" else error_type

    return re.sub(r"!\{(timestamp|firehose):([^}]*)\}", replace, prefix)


def _format(pattern: str, time: datetime.datetime) -> str:
    def replace(match: "re.Match[str]") -> str:
        if match["quoted"] is not None:
            return match["quoted"] or "'"
        letters = match["letters"]
        if letters in _LETTERS:
            return time.strftime(_LETTERS[letters])
        # One letter is a number without leading zeros.
        return str(int(time.strftime(_LETTERS[letters * 2]))) if letters * 2 in _LETTERS else letters

    return re.sub(r"'(?P<quoted>[^']*)'|(?P<letters>([A-Za-z])\3*)", replace, pattern)


def problem_of(destination: Dict[str, Any], before: Optional[Dict[str, Any]] = None) -> Optional[str]:
    """Why a destination is refused, or None. ``before`` is what an update changes."""
    changed = {**(before or {}), **{name: value for name, value in destination.items() if value is not None}}
    return _problem_of_prefixes(changed) or problem_of_partitioning(changed, before)


def _problem_of_prefixes(destination: Dict[str, Any]) -> Optional[str]:
    """Why the prefixes of a destination are refused, or None.

    https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html#prefix-rules
    """
    prefix, error_prefix = destination.get("Prefix") or "", destination.get("ErrorOutputPrefix") or ""
    for value in (prefix, error_prefix):
        for namespace in re.findall(r"!\{([^:}]*)", value):
            if namespace not in ("timestamp", "firehose", "partitionKeyFromQuery", "partitionKeyFromLambda"):
                return f"The prefix {value} uses the namespace {namespace}, which is not valid."
    if "!{firehose:error-output-type}" in prefix:
        return "Prefix cannot contain !{firehose:error-output-type}."
    if "!{" in prefix and not error_prefix:
        return "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions."
    if "!{" in error_prefix and "!{firehose:error-output-type}" not in error_prefix:
        return "ErrorOutputPrefix must contain an instance of !{firehose:error-output-type} when it has expressions."
    return None


def _flush() -> bool:
    from moto.firehose.models import firehose_backends

    streams = [
        stream
        for account in list(firehose_backends.values())
        for backend in list(account.values())
        for stream in backend.delivery_streams.values()
    ]
    kept = [buffer for stream in streams for buffer in list(_buffers_of(stream).values())]
    return any([_write(entry) for entry in kept])


background.flush_with(_flush)
