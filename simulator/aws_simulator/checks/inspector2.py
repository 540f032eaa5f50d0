"""Amazon Inspector: https://docs.aws.amazon.com/inspector/v2/APIReference/"""
from __future__ import annotations

from moto.core.utils import get_service_model

from aws_simulator.context import AwsError, Context
from aws_simulator.inspector.scan_types import supported_in
from aws_simulator.registry import Parameters, checks

SERVICE = "inspector2"


@checks(SERVICE, *get_service_model(SERVICE).operation_names)
def check_region(context: Context, parameters: Parameters) -> None:
    """Requests in Regions without Inspector. In AWS they have no endpoint, so that nothing answers at all.

    https://docs.aws.amazon.com/general/latest/gr/inspector2.html
    """
    if not supported_in(context.region):
        raise AwsError("AccessDeniedException", f"Amazon Inspector is not available in {context.region}")
