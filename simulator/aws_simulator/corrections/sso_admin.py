"""IAM Identity Center: https://docs.aws.amazon.com/singlesignon/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable

from moto.moto_api._internal import mock_random as random
from moto.ssoadmin import models, responses
from moto.ssoadmin.models import ssoadmin_backends

from aws_simulator.context import organization_of
from aws_simulator.registry import corrects, load_service, note_correction

SERVICE_PRINCIPAL = "sso.amazonaws.com"


def backend_of(account: str, region: str) -> Any:
    """moto's backend of the instance that an account manages: a delegated administrator that of the organization.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
    """
    load_service("organizations")
    from aws_simulator.corrections.organizations import is_delegated_administrator

    organization = organization_of(account)
    if organization is not None and is_delegated_administrator(organization, account, SERVICE_PRINCIPAL):
        account = organization.account_id
    return ssoadmin_backends[account][region]


def ssoadmin_backend(self: Any) -> Any:
    """The delegated administrator of Identity Center has an instance of its own, without what the organization has."""
    return backend_of(self.current_account, self.region)


responses.SSOAdminResponse.ssoadmin_backend = property(ssoadmin_backend)  # type: ignore[method-assign,assignment]
note_correction(ssoadmin_backend, "SSOAdminResponse.ssoadmin_backend")


@corrects(models.PermissionSet, "generate_id")
def generate_id(original: Callable[..., Any], instance_arn: str) -> str:
    """The ARN of a permission set is one that Identity Center itself refuses."""
    name = original(instance_arn).partition("/")[2]
    return f"{instance_arn.partition(':instance/')[0]}:permissionSet/{name}"


models.PermissionSet.generate_id = staticmethod(models.PermissionSet.generate_id)  # type: ignore[method-assign]


@corrects(models.Instance, "__init__")
def make_instance(original: Callable[..., Any], self: Any, account_id: str, region: str) -> None:
    """The id of an instance's identity store is one that the identity store itself refuses.

    https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroup.html
    """
    original(self, account_id, region)
    self.identity_store_id = f"d-{random.get_random_hex(10)}"
