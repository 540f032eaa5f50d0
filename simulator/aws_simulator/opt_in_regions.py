"""Regions that an account has to enable before it can use them."""
from __future__ import annotations

from typing import Any, Dict, Optional

from werkzeug.wrappers import Response

from aws_simulator.context import GLOBAL, store_of
from aws_simulator.fail_fast import error_response, protocol_of
from aws_simulator.signature import Signature
from aws_simulator.slowness import REGION, slowness

# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
OPT_IN_REGIONS = frozenset(
    """af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
    ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1
    mx-central-1""".split()
)

ENABLED = "ENABLED"
DISABLED = "DISABLED"

# A Region that is not enabled does not know the credentials of the account; each protocol says so differently.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_credentials_sts_regions.html
_INVALID_TOKEN = "The security token included in the request is invalid."
_REFUSALS = {
    "ec2": (401, "AuthFailure", "AWS was not able to validate the provided access credentials"),
    "query": (403, "InvalidClientTokenId", _INVALID_TOKEN),
    "rest-xml": (403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
}
_OTHER_REFUSAL = (400, "UnrecognizedClientException", _INVALID_TOKEN)


def is_enabled(account: str, region: str) -> bool:
    """Can the account use the Region?"""
    if region not in OPT_IN_REGIONS:
        return True
    return statuses_of(account).get(region) == ENABLED and not slowness.lasts(REGION, f"{account} {region}")


def statuses_of(account: str) -> Dict[str, str]:
    """The status of each opt-in Region that an account ever enabled."""
    return store_of("account", account, GLOBAL, "regions")


def refuse_disabled_region(environ: Dict[str, Any], signature: Optional[Signature]) -> Optional[Response]:
    """The refusal of a request to a Region that its account has not enabled, or None."""
    if signature is None or signature.region not in OPT_IN_REGIONS:
        return None
    from moto.iam.models import get_account_id_from

    account = get_account_id_from(signature.access_key_id)
    if is_enabled(account, signature.region):
        return None
    status, code, message = _REFUSALS.get(protocol_of(environ, signature), _OTHER_REFUSAL)
    return error_response(environ, signature, status, code, message)
