"""Conformance packs of an organization: https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html"""
from __future__ import annotations

from typing import Any, Dict, List, Optional

from aws_simulator.context import AwsError, Context, given
from aws_simulator.corrections.config.organization import MULTI_ACCOUNT_SETUP_PRINCIPAL, check_organization_access
from aws_simulator.operations.config.naming import PACKS_OF_ORGANIZATION, SERVICE, named
from aws_simulator.operations.config.organization_pack import OrganizationPack
from aws_simulator.operations.config.pack_template import read_template
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "PutOrganizationConformancePack")
def put_organization_conformance_pack(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deploys a conformance pack across the accounts of the organization that record.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html
    """
    check_organization_access(context.account, [MULTI_ACCOUNT_SETUP_PRINCIPAL])
    if not parameters.get("TemplateBody") and not parameters.get("TemplateS3Uri"):
        raise AwsError("ValidationException", "Template body is invalid")
    read_template(parameters, "OrganizationConformancePackTemplateValidationException")
    name = parameters["OrganizationConformancePackName"]
    pack = context.store(PACKS_OF_ORGANIZATION).setdefault(name, OrganizationPack(context, name))
    if pack.deployment.lasts():
        # https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html
        raise AwsError(
            "ResourceInUseException",
            f"The organization conformance pack {name} is being created, updated or deleted. Try your request again later.",
        )
    pack.parameters = given(parameters)
    pack.deploy(context)
    return {"OrganizationConformancePackArn": pack.arn}


@operation(SERVICE, "DescribeOrganizationConformancePacks")
def describe_organization_conformance_packs(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the conformance packs of the organization.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePacks.html
    """
    shown = ("DeliveryS3Bucket", "DeliveryS3KeyPrefix", "ConformancePackInputParameters", "ExcludedAccounts")
    packs = _packs(context, parameters.get("OrganizationConformancePackNames"))
    return {
        "OrganizationConformancePacks": [
            {
                **given(pack.parameters, *shown),
                "OrganizationConformancePackName": pack.name,
                "OrganizationConformancePackArn": pack.arn,
                "LastUpdateTime": pack.deployment.time,
            }
            for pack in packs
        ]
    }


@operation(SERVICE, "DescribeOrganizationConformancePackStatuses")
def describe_organization_conformance_pack_statuses(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether the conformance packs of the organization were created in its accounts.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePackStatuses.html
    """
    packs = _packs(context, parameters.get("OrganizationConformancePackNames"))
    return {
        "OrganizationConformancePackStatuses": [
            {"OrganizationConformancePackName": pack.name, **pack.deployment.status("Status")} for pack in packs
        ]
    }


@operation(SERVICE, "GetOrganizationConformancePackDetailedStatus")
def get_organization_conformance_pack_detailed_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns the status of a conformance pack of the organization in each account.

    https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConformancePackDetailedStatus.html
    """
    pack = _packs(context, [parameters["OrganizationConformancePackName"]])[0]
    details = pack.deployment.details("Status", parameters.get("Filters"))
    return {
        "OrganizationConformancePackDetailedStatuses": [
            {"ConformancePackName": pack.member_pack_name, **detail} for detail in details
        ]
    }


@operation(SERVICE, "DeleteOrganizationConformancePack")
def delete_organization_conformance_pack(context: Context, parameters: Parameters) -> None:
    """Deletes a conformance pack of the organization, from its accounts too.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteOrganizationConformancePack.html
    """
    pack = _packs(context, [parameters["OrganizationConformancePackName"]])[0]
    for account in pack.deployment.errors:
        pack.remove_from(account)
    del context.store(PACKS_OF_ORGANIZATION)[pack.name]


def _packs(context: Context, names: Optional[List[str]]) -> List[OrganizationPack]:
    error = "NoSuchOrganizationConformancePackException"
    return named(context, PACKS_OF_ORGANIZATION, names, error, "organization conformance packs")
