"""IAM Access Analyzer: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/"""

from __future__ import annotations

from aws_simulator.context import AwsError, Context
from aws_simulator.registry import Parameters, checks

SERVICE = "accessanalyzer"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
MAXIMUM_OF_ACCOUNT, MAXIMUM_OF_ORGANIZATION, MAXIMUM_OF_INTERNAL_ACCESS = 1, 5, 1
MAXIMUM_ARCHIVE_RULES = 100


@checks(SERVICE, "CreateAnalyzer")
def check_analyzers(context: Context, parameters: Parameters) -> None:
    """A second analyzer of one type for the account in a Region, or a sixth for the organization.

    Of internal access, the organization has only one.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
    """
    kind = parameters["type"]
    existing = [analyzer["type"] for analyzer in context.store("analyzers").values()]
    most = MAXIMUM_OF_ORGANIZATION if kind.startswith("ORGANIZATION") else MAXIMUM_OF_ACCOUNT
    if kind == "ORGANIZATION_INTERNAL_ACCESS":
        most = MAXIMUM_OF_INTERNAL_ACCESS
    if existing.count(kind) >= most and parameters["analyzerName"] not in context.store("analyzers"):
        raise AwsError("ServiceQuotaExceededException", f"There are {most} analyzers of type {kind} already.")
    if len(parameters.get("archiveRules") or []) > MAXIMUM_ARCHIVE_RULES:
        raise AwsError(
            "ServiceQuotaExceededException", f"An analyzer has at most {MAXIMUM_ARCHIVE_RULES} archive rules."
        )
