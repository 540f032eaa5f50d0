"""Amazon Inspector Classic, which has ended: https://docs.aws.amazon.com/inspector/v1/userguide/inspector-migration.html"""
from __future__ import annotations

from moto.core.utils import get_service_model

from aws_simulator.context import GLOBAL, AwsError, Context, store_of
from aws_simulator.registry import Parameters, checks

SERVICE = "inspector"


@checks(SERVICE, *get_service_model(SERVICE).operation_names)
def check_end_of_support(context: Context, parameters: Parameters) -> None:
    """All requests, since support ended on 20 May 2026, unless ``/simulator/inspector-classic`` brings it back.

    AWS was seen to answer AccessDeniedException in June 2026, and not at all in August; the words are the simulator's.
    https://docs.aws.amazon.com/inspector/v1/userguide/inspector-migration.html
    https://github.com/wazuh/wazuh/issues/37271
    https://github.com/wazuh/wazuh/issues/38685
    """
    if not store_of(SERVICE, GLOBAL, GLOBAL, "end of support").get("is alive"):
        raise AwsError("AccessDeniedException", "Support for Amazon Inspector Classic ended on May 20, 2026.")
