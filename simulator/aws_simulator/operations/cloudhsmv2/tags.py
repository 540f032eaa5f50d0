"""Tags of clusters and backups."""
from __future__ import annotations

from typing import Any, Dict, Optional

from aws_simulator.context import AwsError, Context
from aws_simulator.hsm.cluster import SERVICE, as_list, as_tags
from aws_simulator.operations.cloudhsmv2.found import find_backup, find_cluster, page
from aws_simulator.registry import Parameters, operation

# https://docs.aws.amazon.com/cloudhsm/latest/userguide/tagging-resources.html
MOST_TAGS = 50
MOST_TAGS_ON_A_PAGE = 100


@operation(SERVICE, "TagResource", "UntagResource", "ListTags")
def tags_of_resource(context: Context, parameters: Parameters) -> Optional[Dict[str, Any]]:
    """Tags of a cluster or backup.

    https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_TagResource.html
    """
    tags = _tags(context, parameters["ResourceId"])
    if context.operation == "ListTags":
        found, rest = page(as_list(tags), parameters, MOST_TAGS_ON_A_PAGE)
        return {"TagList": found, **rest}
    added = {**tags, **as_tags(parameters.get("TagList"))}
    if len(added) > MOST_TAGS:
        raise AwsError("CloudHsmResourceLimitExceededException", f"A resource can have at most {MOST_TAGS} tags.")
    tags.update(added)
    for key in parameters.get("TagKeyList") or []:
        tags.pop(key, None)
    return None


def _tags(context: Context, resource_id: str) -> Dict[str, str]:
    if resource_id.startswith("backup-"):
        return find_backup(context, resource_id).tags
    return find_cluster(context, resource_id).tags
