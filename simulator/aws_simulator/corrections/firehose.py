"""Amazon Data Firehose: https://docs.aws.amazon.com/firehose/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from moto.firehose import models, responses

from aws_simulator import encryption, firehose
from aws_simulator.context import AwsError, random_id
from aws_simulator.grants import find_key
from aws_simulator.registry import corrects


@corrects(responses.FirehoseResponse, "create_delivery_stream")
def create_delivery_stream(original: Callable[..., Any], self: Any) -> Any:
    """CreateDeliveryStream takes prefixes that Firehose cannot evaluate, and any dynamic partitioning.

    https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
    """
    for name in ("S3DestinationConfiguration", "ExtendedS3DestinationConfiguration"):
        _check(self._get_param(name), None)
    return original(self)


@corrects(responses.FirehoseResponse, "update_destination")
def update_destination(original: Callable[..., Any], self: Any) -> Any:
    """UpdateDestination takes prefixes that Firehose cannot evaluate, and switches dynamic partitioning on and off.

    https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html
    """
    stream = self.firehose_backend.delivery_streams.get(self._get_param("DeliveryStreamName"))
    before = firehose.destination_of(stream) if stream is not None else None
    for name in ("S3DestinationUpdate", "ExtendedS3DestinationUpdate"):
        _check(self._get_param(name), before)
    return original(self)


def _check(destination: Optional[Dict[str, Any]], before: Optional[Dict[str, Any]]) -> None:
    problem = firehose.problem_of(destination, before) if destination else None
    if problem:
        raise AwsError("InvalidArgumentException", problem)


@corrects(models.FirehoseBackend, "put_record_batch")
def put_record_batch(
    original: Callable[..., Any], self: Any, delivery_stream_name: str, records: List[Dict[str, bytes]]
) -> Dict[str, Any]:
    """Records are written at once and each into its own object, whatever the role may do, and prefixes not evaluated.

    https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
    """
    stream = self.delivery_streams.get(delivery_stream_name)
    if stream is None or firehose.destination_of(stream) is None:
        return dict(original(self, delivery_stream_name, records))
    _check_key(self, stream)
    firehose.buffer(stream, [record["Data"] for record in records])
    answers = [{"RecordId": random_id(length=222)} for _ in records]
    return {"FailedPutCount": 0, "Encrypted": bool(_encryption_of(stream)), "RequestResponses": answers}


def _encryption_of(stream: Any) -> Dict[str, Any]:
    configuration = stream.delivery_stream_encryption_configuration or {}
    return configuration if configuration.get("Status") != "DISABLED" else {}


def _check_key(backend: Any, stream: Any) -> None:
    """Firehose encrypts what it keeps with a grant on the key, so only the state of the key matters.

    https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
    """
    key_id = _encryption_of(stream).get("KeyARN")
    if not key_id:
        return
    key = find_key(key_id, backend.account_id, backend.region_name)
    try:
        if key is None:
            raise encryption.KeyRefused(encryption.NOT_FOUND, f"Key '{key_id}' does not exist")
        encryption.check_state(key)
    except encryption.KeyRefused as error:
        raise AwsError("InvalidKMSResourceException", str(error)) from error
