"""AWS Key Management Service: https://docs.aws.amazon.com/kms/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.grants import find_key
from aws_simulator.registry import Parameters, checks


@checks("kms", "CreateGrant")
def check_grant(context: Context, parameters: Parameters) -> None:
    """A grant for a key that does not exist.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
    """
    if find_key(parameters["KeyId"], context.account, context.region) is None:
        raise AwsError("NotFoundException", f"Key '{parameters['KeyId']}' does not exist")
