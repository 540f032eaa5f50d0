"""AWS Key Management Service: https://docs.aws.amazon.com/kms/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.grants import find_key
from aws_simulator.key_stores.keys import check_makes_random, check_new_key
from aws_simulator.key_stores.store import find_key_store
from aws_simulator.registry import Parameters, checks


@checks("kms", "CreateGrant")
def check_grant(context: Context, parameters: Parameters) -> None:
    """A grant for a key that does not exist.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
    """
    if find_key(parameters["KeyId"], context.account, context.region) is None:
        raise AwsError("NotFoundException", f"Key '{parameters['KeyId']}' does not exist")


@checks("kms", "CreateKey")
def check_key_store(context: Context, parameters: Parameters) -> None:
    """A key that its custom key store cannot have, or that has none although its origin is one.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
    """
    check_new_key(context, parameters)


@checks("kms", "GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial")
def check_import(context: Context, parameters: Parameters) -> None:
    """Key material for a key that does not take any.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
    """
    key = find_key(parameters["KeyId"], context.account, context.region)
    if key is not None and key.origin != "EXTERNAL":
        raise AwsError(
            "UnsupportedOperationException", f"{key.arn} origin is {key.origin} which is not valid for this operation."
        )


@checks("kms", "GenerateRandom")
def check_random(context: Context, parameters: Parameters) -> None:
    """Random bytes of a custom key store that is no CloudHSM key store, or not connected.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
    """
    if parameters.get("CustomKeyStoreId"):
        check_makes_random(find_key_store(context, parameters["CustomKeyStoreId"]))
