"""What an account that AWS says it has created cannot do in its first minutes, where the simulator is slow.

``CreateAccount`` succeeds first. Then the account's role can be assumed; then its services answer; then it gets its
default VPCs: https://github.com/hashicorp/terraform-provider-aws/issues/15654
"""
from __future__ import annotations

from typing import Any, Dict, Optional

from werkzeug.wrappers import Response

from aws_simulator.fail_fast import error_response, protocol_of
from aws_simulator.signature import Signature
from aws_simulator.slowness import ACCOUNT, ACCOUNT_ROLE, ACCOUNT_SERVICES, DEFAULT_VPCS, RULE_ATTEMPTS, slowness

# They belong to every account from the beginning.
_ALWAYS_THERE = frozenset({"iam", "organizations", "sts"})

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
_NO_SUBSCRIPTION = "The AWS Access Key Id needs a subscription for the service"
_REFUSALS = {
    "ec2": (401, "OptInRequired", "You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe."),
    "query": (403, "OptInRequired", _NO_SUBSCRIPTION),
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
    "rest-xml": (
        403,
        "NotSignedUp",
        "Your account is not signed up for the S3 service. You must sign up before you can use S3.",
    ),
}
_OTHER_REFUSAL = (400, "SubscriptionRequiredException", _NO_SUBSCRIPTION)


def begin_slowly(account: str) -> None:
    """Note that an account is being created."""
    slowness.begin(ACCOUNT, account)
    for what in (ACCOUNT_ROLE, ACCOUNT_SERVICES, DEFAULT_VPCS, RULE_ATTEMPTS):
        slowness.begin(what, account, after=ACCOUNT)


def refuse_new_account(environ: Dict[str, Any], signature: Optional[Signature]) -> Optional[Response]:
    """The refusal of a request to a service that does not know the caller's account yet, or None."""
    if signature is None or signature.service in _ALWAYS_THERE:
        return None
    from moto.iam.models import get_account_id_from

    if not slowness.lasts(ACCOUNT_SERVICES, get_account_id_from(signature.access_key_id)):
        return None
    status, code, message = _REFUSALS.get(protocol_of(environ, signature), _OTHER_REFUSAL)
    return error_response(environ, signature, status, code, message)
