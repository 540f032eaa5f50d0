"""Who manages AWS Config for an organization: https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html"""
from __future__ import annotations

from typing import Any, Callable, Dict, List

from moto.config import models

from aws_simulator.context import AwsError, organization_of
from aws_simulator.corrections.config.delivery import SERVICE_PRINCIPAL
from aws_simulator.registry import corrects, load_service

MULTI_ACCOUNT_SETUP_PRINCIPAL = "config-multiaccountsetup.amazonaws.com"


@corrects(models.ConfigBackend, "put_configuration_aggregator")
def put_configuration_aggregator(original: Callable[..., Any], self: Any, config_aggregator: Dict[str, Any]) -> Any:
    """Any account can aggregate its organization; AWS wants the management account or a delegated administrator.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html
    """
    if config_aggregator.get("OrganizationAggregationSource"):
        check_organization_access(self.account_id, [SERVICE_PRINCIPAL])
    return original(self, config_aggregator)


def check_organization_access(account: str, service_principals: List[str]) -> None:
    """Raise unless the account manages Config for its organization, as one of the service principals."""
    load_service("organizations")
    from aws_simulator.corrections.organizations import is_delegated_administrator

    organization = organization_of(account)
    if organization is None or organization.org is None:
        raise AwsError("NoAvailableOrganizationException", "Organization is no longer available.")
    if organization.org.feature_set != "ALL":
        raise AwsError(
            "OrganizationAllFeaturesNotEnabledException",
            "AWS Config resource cannot be created because your organization does not have all features enabled.",
        )
    if organization.org.master_account_id == account:
        return
    if not any(is_delegated_administrator(organization, account, principal) for principal in service_principals):
        raise AwsError(
            "OrganizationAccessDeniedException",
            "This action can be only made by AWS Organization's management account or a delegated administrator of "
            + " or ".join(service_principals)
            + ".",
        )
