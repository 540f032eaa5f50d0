"""AWS Identity and Access Management: https://docs.aws.amazon.com/IAM/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.project import problem_of_saml_metadata
from aws_simulator.registry import Parameters, checks


@checks("iam", "CreateSAMLProvider", "UpdateSAMLProvider")
def check_saml_metadata(context: Context, parameters: Parameters) -> None:
    """Metadata of a SAML provider that is no XML, or has no entityID, or no X.509 certificate of at least 1,024 bits.

    Whether the certificates have expired is not looked at, in AWS neither.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
    """
    text = parameters.get("SAMLMetadataDocument")
    problem = problem_of_saml_metadata(text) if text is not None else None
    if problem is not None:
        raise AwsError("InvalidInput", f"Could not parse metadata ({problem})")


@checks("iam", "CreateSAMLProvider")
def check_saml_provider_is_new(context: Context, parameters: Parameters) -> None:
    """A SAML provider with the name of another.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
    """
    from moto.iam.models import iam_backends

    name = parameters.get("Name")
    if name in iam_backends[context.account][context.partition].saml_providers:
        raise AwsError("EntityAlreadyExists", f"SAMLProvider {name} already exists.")
