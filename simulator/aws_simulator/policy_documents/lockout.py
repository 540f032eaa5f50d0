"""Would a key policy lock out whoever sets it?

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""
from __future__ import annotations

from aws_simulator.context import AwsError
from aws_simulator.grants import caller_of, identity_keys
from aws_simulator.policy import Principal, Request, is_allowed


def check_lockout(policy: str, access_key_id: str, key_arn: str) -> None:
    """Must be able to change the key policy again: the caller who sets it, with their own policies or without.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
    """
    account, role_arn = caller_of(access_key_id)
    context = {**identity_keys(account, role_arn), "kms:CallerAccount": account}
    request = Request(Principal.of_account(account, role_arn), "kms:PutKeyPolicy", key_arn, context)
    if not is_allowed(policy, request):
        raise AwsError(
            "MalformedPolicyDocumentException",
            "The new key policy will not allow you to update the key policy in the future.",
        )
