"""AWS Identity and Access Management: https://docs.aws.amazon.com/IAM/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import GLOBAL, AwsError, Context
from aws_simulator.registry import Parameters, operation

SERVICE = "iam"


@operation(
    SERVICE,
    "EnableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootCredentialsManagement",
    "EnableOrganizationsRootSessions",
    "DisableOrganizationsRootSessions",
    "ListOrganizationsFeatures",
)
def centralized_root_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Manages the root users of member accounts centrally.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootCredentialsManagement.html
    """
    from aws_simulator.corrections.organizations import has_service_access

    organization = context.organization
    if organization is None or organization.org is None:
        raise AwsError("OrganizationNotFoundException", "Your account is not a member of an organization.")
    if not has_service_access(organization, "iam.amazonaws.com"):
        raise AwsError("ServiceAccessNotEnabledException", "Trusted access for IAM is not enabled in Organizations.")
    features = context.store("organization features", region=GLOBAL)
    feature = "RootSessions" if context.operation.endswith("RootSessions") else "RootCredentialsManagement"
    if context.operation.startswith("Enable"):
        features[feature] = True
    elif context.operation.startswith("Disable"):
        features.pop(feature, None)
    return {"OrganizationId": organization.org.id, "EnabledFeatures": sorted(features)}


@operation(SERVICE, "ListServiceSpecificCredentials")
def list_service_specific_credentials(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the service-specific credentials of a user; there are none. The provider asks before it deletes a user.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
    """
    return {"ServiceSpecificCredentials": []}


@operation(SERVICE, "TagSAMLProvider", "UntagSAMLProvider")
def tag_saml_provider(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes the tags of a SAML provider, which GetSAMLProvider returns.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html
    """
    from moto.iam.models import iam_backends

    arn = parameters["SAMLProviderArn"]
    providers = iam_backends[context.account][context.partition].saml_providers.values()
    provider = next((one for one in providers if one.arn == arn), None)
    if provider is None:
        raise AwsError("NoSuchEntity", f"SAMLProvider not found for arn {arn}")
    tags = {tag["Key"]: tag["Value"] for tag in getattr(provider, "tags", [])}
    tags.update({tag["Key"]: tag["Value"] for tag in parameters.get("Tags", [])})
    for key in parameters.get("TagKeys", []):
        tags.pop(key, None)
    provider.tags = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {}
