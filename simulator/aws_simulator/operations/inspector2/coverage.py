"""Coverage: what is scanned, what is not, and why."""
from __future__ import annotations

from collections import Counter
from typing import Any, Dict, List

from aws_simulator.context import Context, given
from aws_simulator.inspector.coverage import COVERAGE_FIELDS, GROUPS, coverage_of
from aws_simulator.inspector.matching import meets
from aws_simulator.inspector.membership import SERVICE, accounts_seen_by
from aws_simulator.inspector.pages import page
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "ListCoverage")
def list_coverage(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the resources that are scanned, or not, of the accounts that are seen.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html
    """
    return page("coveredResources", _covered(context, parameters), parameters, 200)


@operation(SERVICE, "ListCoverageStatistics")
def list_coverage_statistics(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Counts those resources, in groups when they are asked for.

    https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverageStatistics.html
    """
    covered = _covered(context, parameters)
    answer: Dict[str, Any] = {"totalCounts": len(covered)}
    if parameters.get("groupBy"):
        counts = Counter(filter(None, map(GROUPS[parameters["groupBy"]], covered)))
        groups = [{"groupKey": key, "count": count} for key, count in counts.items()]
        answer.update(page("countsByGroup", groups, parameters))
    return answer


def _covered(context: Context, parameters: Parameters) -> List[Dict[str, Any]]:
    accounts = accounts_seen_by(context.account, context.region)
    covered = [resource for account in accounts for resource in coverage_of(account, context.region).values()]
    criteria = given(parameters.get("filterCriteria") or {})
    return [resource for resource in covered if meets(resource, criteria, COVERAGE_FIELDS)]
