"""What services do in the name of whoever asks them, so that the caller needs permission for that, too.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
"""
from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple

from aws_simulator.authorization.questions import Asked
from aws_simulator.service_linked_roles import CLOUDHSM, CUSTOM_KEY_STORES, INSPECTOR, INSPECTOR_AGENTLESS

# The permissions that AWS's pages tell administrators of clusters, key stores and Inspector to have.
# https://docs.aws.amazon.com/cloudhsm/latest/userguide/identity-access-management.html#permissions-for-cloudhsm
# https://docs.aws.amazon.com/kms/latest/developerguide/authorize-key-store.html
# https://docs.aws.amazon.com/inspector/latest/user/designating-admin.html#delegated-admin-permissions
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
    "inspector2:EnableDelegatedAdminAccount": (
        "organizations:EnableAWSServiceAccess",
        "organizations:RegisterDelegatedAdministrator",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:DescribeOrganizationalUnit",
        "organizations:DescribeAccount",
        "organizations:DescribeOrganization",
    ),
    "kms:CreateCustomKeyStore": ("cloudhsm:DescribeClusters",),
}
# The roles that services make for themselves then, where there are none yet.
_ROLES = {
    "cloudhsm:CreateCluster": (CLOUDHSM,),
    "inspector2:Enable": (INSPECTOR, INSPECTOR_AGENTLESS),
    "kms:CreateCustomKeyStore": (CUSTOM_KEY_STORES,),
}


def forwarded(action: str, parameters: Mapping[str, Any], account: str) -> List[Asked]:
    """What follows from an action, in the name of the same caller."""
    if parameters.get("CustomKeyStoreType") == "EXTERNAL_KEY_STORE":
        return []
    asked = [Asked(other, "*", {"aws:ViaAWSService": "true"}) for other in _ACTIONS.get(action, ())]
    for role in _ROLES.get(action, ()):
        if role is INSPECTOR_AGENTLESS and "EC2" not in (parameters.get("resourceTypes") or ()):
            continue
        if role.find(account) is None:
            keys = {"aws:ViaAWSService": "true", "iam:AWSServiceName": role.service}
            asked.append(Asked("iam:CreateServiceLinkedRole", role.arn(account), keys))
    return asked
