"""Dynamic partitioning of Firehose: which folder of the bucket a record belongs to, by what is in it.

https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

Destination = Mapping[str, Any]

# https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
LEAST_MEGABYTES, LEAST_SECONDS = 64, 60
# https://docs.aws.amazon.com/firehose/latest/dev/limits.html
MOST_PARTITIONS = 500
JSON_PARSING_ENGINE = "JQ-1.6"
# What the errors are called in prefixes.
EXTRACTION_FAILED, TOO_MANY_PARTITIONS = "metadata-extraction-failed", "activePartitionExceeded"

_NAMESPACE = re.compile(r"!\{partitionKeyFrom(Query|Lambda):([^}]*)\}")


@dataclass(frozen=True)
class Partition:
    """The records of a stream that are written together; those with an error go to the prefix of errors."""

    keys: Tuple[Tuple[str, str], ...] = ()
    error: str = ""
    message: str = ""


def is_partitioned(destination: Destination) -> bool:
    """Does a destination have dynamic partitioning?"""
    return bool((destination.get("DynamicPartitioningConfiguration") or {}).get("Enabled"))


def partition_of(destination: Destination, record: bytes) -> Partition:
    """The partition of a record. One that is no JSON, or lacks a key, is an error."""
    if not is_partitioned(destination):
        return Partition()
    try:
        document = json.loads(record)
    except ValueError as error:
        return Partition(error=EXTRACTION_FAILED, message=f"The record is not JSON: {error}")
    keys = []
    for name, path in parse_query(_query_of(destination) or "").items():
        value = _evaluate(path, document)
        if value is None:
            return Partition(error=EXTRACTION_FAILED, message=f"The partition key {name} is null or empty.")
        keys.append((name, value))
    return Partition(tuple(keys))


def evaluate_keys(prefix: str, partition: Partition) -> str:
    """Replace the partition keys of a prefix."""
    keys = dict(partition.keys)
    return _NAMESPACE.sub(lambda match: keys.get(match[2], match[0]), prefix)


def delimiter_of(destination: Destination) -> bytes:
    """What Firehose writes after each record.

    https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-new-line-delimiter.html
    """
    for processor in _processors(destination):
        if processor["Type"] == "AppendDelimiterToRecord":
            text = _parameters(processor).get("Delimiter", "\\n")
            return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").encode()
    return b""


def problem_of_partitioning(destination: Destination, before: Optional[Destination] = None) -> Optional[str]:
    """Why the settings of dynamic partitioning are refused, or None. ``before`` is what an update changes.

    https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-enable.html
    https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-s3bucketprefix.html
    """
    if before is not None and is_partitioned(before) != is_partitioned(destination):
        return "Dynamic Partitioning can only be enabled when a stream is created, and not be disabled afterwards."
    used = _NAMESPACE.findall(destination.get("Prefix") or "")
    if not is_partitioned(destination):
        if used:
            # https://github.com/hashicorp/terraform-provider-aws/issues/29092
            return (
                "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is "
                "enabled."
            )
        return None
    if any(kind == "Lambda" for kind, _ in used):
        raise NotImplementedError("partition keys from a function")
    return _problem_of_hints(destination) or _problem_of_keys(destination, [name for _, name in used])


def _problem_of_hints(destination: Destination) -> Optional[str]:
    hints = destination.get("BufferingHints") or {}
    if int(hints.get("SizeInMBs") or 0) < LEAST_MEGABYTES:
        return f"BufferingHints.SizeInMBs must be at least {LEAST_MEGABYTES} when Dynamic Partitioning is enabled."
    seconds = hints.get("IntervalInSeconds")
    if seconds is not None and int(seconds) < LEAST_SECONDS:
        return f"BufferingHints.IntervalInSeconds must be at least {LEAST_SECONDS} when Dynamic Partitioning is enabled."
    if not destination.get("ErrorOutputPrefix"):
        return "ErrorOutputPrefix cannot be null or empty when Dynamic Partitioning is enabled."
    return None


def _problem_of_keys(destination: Destination, used: List[str]) -> Optional[str]:
    query = _query_of(destination)
    if query is None:
        return "Dynamic Partitioning needs a processor of the type MetadataExtraction that is enabled."
    if any(processor["Type"] in ("Lambda", "RecordDeAggregation") for processor in _processors(destination)):
        raise NotImplementedError("functions and deaggregation before dynamic partitioning")
    engine = next(iter(_values(destination, "JsonParsingEngine")), None)
    if engine != JSON_PARSING_ENGINE:
        return f"The JsonParsingEngine of MetadataExtraction must be {JSON_PARSING_ENGINE}."
    names = parse_query(query)
    if not used:
        return "Prefix must have partition keys when Dynamic Partitioning is enabled."
    missing = [name for name in used if name not in names]
    return f"The partition key {missing[0]} of Prefix is not in MetadataExtractionQuery." if missing else None


def _processors(destination: Destination) -> List[Mapping[str, Any]]:
    configuration = destination.get("ProcessingConfiguration") or {}
    return list(configuration.get("Processors") or ()) if configuration.get("Enabled") else []


def _parameters(processor: Mapping[str, Any]) -> Dict[str, str]:
    return {one["ParameterName"]: one["ParameterValue"] for one in processor.get("Parameters") or ()}


def _values(destination: Destination, name: str) -> List[str]:
    extracting = [one for one in _processors(destination) if one["Type"] == "MetadataExtraction"]
    return [_parameters(one)[name] for one in extracting if name in _parameters(one)]


def _query_of(destination: Destination) -> Optional[str]:
    return next(iter(_values(destination, "MetadataExtractionQuery")), None)


# A step into an object, such as ``.a``, ``."a-b"`` or ``["a-b"]``, or a part of a text, such as ``[0:4]``.
_STEP = re.compile(
    r"""\s*(?:\.?\[\s*"(?P<index>[^"\\]+)"\s*\]|\.\s*"(?P<quoted>[^"\\]+)"|\.(?P<name>[A-Za-z_]\w*)"""
    r"""|\.?\[\s*(?P<start>-?\d*)\s*:\s*(?P<end>-?\d*)\s*\])"""
)
_KEY = re.compile(r'\s*(?:"(?P<quoted>[^"\\]+)"|(?P<name>[A-Za-z_]\w*))\s*:\s*')

Step = Union[str, slice]


def parse_query(query: str) -> Dict[str, List[Step]]:
    """The paths of a query such as ``{account: .detail.id, year: .time[0:4]}``, by their names. Other jq is not known."""
    text = query.strip()
    if not (text.startswith("{") and text.endswith("}")):
        raise _unknown(query)
    text = text[1:-1]
    paths: Dict[str, List[Step]] = {}
    while True:
        key = _KEY.match(text)
        if key is None:
            raise _unknown(query)
        text = text[key.end() :]
        steps: List[Step] = []
        while (step := _STEP.match(text)) is not None:
            text = text[step.end() :]
            steps.append(_step(step))
        if not steps:
            raise _unknown(query)
        paths[key["quoted"] or key["name"]] = steps
        text = text.lstrip()
        if not text:
            return paths
        if not text.startswith(","):
            raise _unknown(query)
        text = text[1:]


def _step(match: "re.Match[str]") -> Step:
    name = match["index"] or match["quoted"] or match["name"]
    if name:
        return name
    return slice(int(match["start"]) if match["start"] else None, int(match["end"]) if match["end"] else None)


def _unknown(query: str) -> NotImplementedError:
    return NotImplementedError(f"the jq query {query}: only objects of paths such as {{a: .b.c, d: .e[0:4]}}")


def _evaluate(path: List[Step], value: Any) -> Optional[str]:
    """The text at a path, or None where there is none that can be a key."""
    for step in path:
        if isinstance(step, slice):
            value = value[step] if isinstance(value, str) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if value is None or isinstance(value, (dict, list)):
        return None
    return (value if isinstance(value, str) else json.dumps(value)) or None
