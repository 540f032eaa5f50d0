"""What services do in the name of whoever asks them, so that the caller needs permission for that, too.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
"""
from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple

from aws_simulator.authorization.questions import Asked
from aws_simulator.service_linked_roles import CLOUDHSM, CUSTOM_KEY_STORES

# The permissions that AWS's pages tell administrators of clusters and key stores to have.
# https://docs.aws.amazon.com/cloudhsm/latest/userguide/identity-access-management.html#permissions-for-cloudhsm
# https://docs.aws.amazon.com/kms/latest/developerguide/authorize-key-store.html
_ACTIONS: Dict[str, Tuple[str, ...]] = {
    "cloudhsm:CreateCluster": (
        "ec2:DescribeSubnets",
        "ec2:CreateSecurityGroup",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupEgress",
    ),
    "cloudhsm:DeleteCluster": ("ec2:DeleteSecurityGroup",),
    "cloudhsm:CreateHsm": ("ec2:CreateNetworkInterface",),
    "cloudhsm:DeleteHsm": ("ec2:DeleteNetworkInterface",),
    "kms:CreateCustomKeyStore": ("cloudhsm:DescribeClusters",),
}
# The roles that services make for themselves then, where there are none yet.
_ROLES = {"cloudhsm:CreateCluster": CLOUDHSM, "kms:CreateCustomKeyStore": CUSTOM_KEY_STORES}


def forwarded(action: str, parameters: Mapping[str, Any], account: str) -> List[Asked]:
    """What follows from an action, in the name of the same caller."""
    if parameters.get("CustomKeyStoreType") == "EXTERNAL_KEY_STORE":
        return []
    asked = [Asked(other, "*", {"aws:ViaAWSService": "true"}) for other in _ACTIONS.get(action, ())]
    role = _ROLES.get(action)
    if role is not None and role.find(account) is None:
        keys = {"aws:ViaAWSService": "true", "iam:AWSServiceName": role.service}
        asked.append(Asked("iam:CreateServiceLinkedRole", role.arn(account), keys))
    return asked
