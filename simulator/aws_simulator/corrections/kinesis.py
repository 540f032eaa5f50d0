"""Amazon Kinesis Data Streams: https://docs.aws.amazon.com/kinesis/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable

from moto.kinesis import responses

from aws_simulator.registry import corrects


@corrects(responses.KinesisResponse, "create_stream")
def create_stream(original: Callable[..., Any], self: Any) -> Any:
    """CreateStream forgets the tags: the provider wants to add them in every plan."""
    result = original(self)
    tags = self._get_param("Tags")
    if tags:
        self.kinesis_backend.add_tags_to_stream(None, self._get_param("StreamName"), tags)
    return result
