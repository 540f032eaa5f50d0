"""The types of scan, by their names in requests, and where Inspector has them."""
from __future__ import annotations

from typing import Dict, Iterable, List

from aws_simulator import project
from aws_simulator.context import AwsError

# What answers call them.
# https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceStatus.html
KEYS: Dict[str, str] = {
    "EC2": "ec2",
    "ECR": "ecr",
    "LAMBDA": "lambda",
    "LAMBDA_CODE": "lambdaCode",
    "CODE_REPOSITORY": "codeRepository",
}
TYPES = tuple(KEYS)
_TITLES = {"LAMBDA": "Lambda", "LAMBDA_CODE": "Lambda code", "CODE_REPOSITORY": "Code repository"}


def supported_in(region: str) -> List[str]:
    """The types of scan that a Region has. Where code repositories are scanned is not known here: wherever Inspector is."""
    known = project.tables()["inspector"].get(region, ())
    types = [type_ for type_ in TYPES if type_.lower().replace("_", "-") in known]
    return [*types, "CODE_REPOSITORY"] if types else []


def has_cis_scans(region: str) -> bool:
    """Does a Region have CIS scans?"""
    return "cis" in project.tables()["inspector"].get(region, ())


def check_supported(region: str, types: Iterable[str]) -> None:
    """Refuse types of scan that a Region lacks, as Enable and Disable do.

    https://github.com/hashicorp/terraform-provider-aws/issues/38845
    """
    supported = supported_in(region)
    for type_ in types:
        if type_ not in supported:
            raise AwsError("AccessDeniedException", f"{_TITLES.get(type_, type_)} scanning is not supported in {region}")
