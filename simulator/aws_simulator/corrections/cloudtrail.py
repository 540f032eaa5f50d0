"""AWS CloudTrail: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/"""
from __future__ import annotations

import datetime
import json
from typing import Any, Callable, Dict, List

from moto.cloudtrail import models, responses

from aws_simulator.context import AwsError, organization_of
from aws_simulator.encryption import KeyRefused, check_state, condition_keys_of, context_of_object
from aws_simulator.grants import (
    ServiceCaller,
    find_bucket,
    find_key,
    find_log_group,
    find_role,
    find_topic,
    has_bucket_key,
    role_allows,
    role_trusts,
)
from aws_simulator.log_delivery.writer import status_of
from aws_simulator.registry import corrects, load_service, note_correction

SERVICE_PRINCIPAL = "cloudtrail.amazonaws.com"
MAXIMUM_OF_REGION = 5


@corrects(models.CloudTrailBackend, "create_trail")
def create_trail(original: Callable[..., Any], self: Any, name: str, *args: Any) -> Any:
    """A trail can be created that could never deliver a log file, and one with the name of another replaces that.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
    """
    if name in self.trails:
        raise AwsError("TrailAlreadyExistsException", f"Trail {name} already exists for customer: {self.account_id}")
    _check_number(self)
    trail = original(self, name, *args)
    try:
        check_trail(trail)
    except Exception:
        del self.trails[name]
        raise
    return trail


@corrects(models.CloudTrailBackend, "update_trail")
def update_trail(original: Callable[..., Any], self: Any, **parameters: Any) -> Any:
    """A trail can be updated to one that could never deliver a log file.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
    """
    trail = self.get_trail(parameters["name"])
    before = dict(trail.__dict__)
    original(self, **parameters)
    try:
        check_trail(trail)
    except Exception:
        trail.__dict__.update(before)
        raise
    return trail


def _check_number(backend: Any) -> None:
    """Raise the error with which AWS refuses a sixth trail. Those of other Regions and of the organization count, too.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
    """
    region, account = backend.region_name, backend.account_id
    trails = [trail for other in models.cloudtrail_backends[account].values() for trail in other.trails.values()]
    organization = organization_of(account)
    if organization is not None and organization.account_id != account:
        regions = models.cloudtrail_backends[organization.account_id].values()
        trails += [trail for other in regions for trail in other.trails.values() if trail.is_org_trail]
    seen = [trail for trail in trails if trail.is_multi_region or trail.region_name == region]
    if len(seen) >= MAXIMUM_OF_REGION:
        raise AwsError(
            "MaximumNumberOfTrailsExceededException",
            f"User: {account} already has {MAXIMUM_OF_REGION} trails in {region}.",
        )


def check_trail(trail: Any) -> None:
    """Raise the error with which AWS refuses a trail that cannot deliver."""
    if trail.is_org_trail:
        _check_organization(trail)
    caller = ServiceCaller(SERVICE_PRINCIPAL, trail.account_id, trail.arn)
    bucket = find_bucket(trail.bucket_name)
    if bucket is None:
        raise AwsError("S3BucketDoesNotExistException", f"S3 bucket {trail.bucket_name} does not exist!")
    _check_bucket(trail, caller, bucket)
    if trail.kms_key_id:
        _check_key(trail, caller, bucket)
    if trail.sns_topic_name:
        _check_topic(trail, caller)
    if trail.cw_log_group_arn or trail.cw_role_arn:
        _check_log_group(trail)


def _check_organization(trail: Any) -> None:
    load_service("organizations")
    from aws_simulator.corrections.organizations import has_service_access, is_delegated_administrator

    organization = organization_of(trail.account_id, trail.partition)
    if organization is None or organization.org is None:
        raise AwsError("OrganizationsNotInUseException", "Your account is not a member of an organization.")
    is_management_account = organization.org.master_account_id == trail.account_id
    if not is_management_account and not is_delegated_administrator(organization, trail.account_id, SERVICE_PRINCIPAL):
        raise AwsError(
            "NotOrganizationMasterAccountException",
            "Only the management account or a delegated administrator can create an organization trail.",
        )
    if organization.org.feature_set != "ALL":
        raise AwsError("OrganizationNotInAllFeaturesModeException", "The organization does not have all features.")
    if not has_service_access(organization, SERVICE_PRINCIPAL):
        raise AwsError(
            "CloudTrailAccessNotEnabledException",
            "Trusted access for AWS CloudTrail is not enabled in AWS Organizations.",
        )


def _check_bucket(trail: Any, caller: ServiceCaller, bucket: Any) -> None:
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    if not caller.may(bucket.policy, "s3:GetBucketAcl", bucket.arn):
        raise _insufficient_bucket_policy(trail, "s3:GetBucketAcl", bucket.arn)
    headers = {"s3:x-amz-acl": "bucket-owner-full-control"}
    if trail.kms_key_id:
        headers["s3:x-amz-server-side-encryption"] = "aws:kms"
        headers["s3:x-amz-server-side-encryption-aws-kms-key-id"] = trail.kms_key_id
    for key in _log_file_keys(trail):
        resource = f"{bucket.arn}/{key}"
        if not caller.may(bucket.policy, "s3:PutObject", resource, headers):
            raise _insufficient_bucket_policy(trail, "s3:PutObject", resource)


def _log_file_keys(trail: Any) -> List[str]:
    """One key of each folder that CloudTrail writes to."""
    prefix = f"{trail.s3_key_prefix}/AWSLogs" if trail.s3_key_prefix else "AWSLogs"
    folders = [trail.account_id]
    organization = organization_of(trail.account_id, trail.partition)
    if trail.is_org_trail and organization is not None and organization.org is not None:
        folders.append(f"{organization.org.id}/{trail.account_id}")
    return [f"{prefix}/{folder}/CloudTrail/{trail.region_name}/log.json.gz" for folder in folders]


def _insufficient_bucket_policy(trail: Any, action: str, resource: str) -> AwsError:
    return AwsError(
        "InsufficientS3BucketPolicyException",
        f"Incorrect S3 bucket policy is detected for bucket: {trail.bucket_name} "
        f"({SERVICE_PRINCIPAL} is not allowed {action} on {resource} for {trail.arn})",
    )


def _check_key(trail: Any, caller: ServiceCaller, bucket: Any) -> None:
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    key = find_key(trail.kms_key_id, trail.account_id, trail.region_name)
    if key is None or key.region != bucket.region_name:
        raise AwsError(
            "KmsKeyNotFoundException",
            f"KMS key {trail.kms_key_id} does not exist, or is not in the region of the S3 bucket {bucket.name}.",
        )
    try:
        check_state(key)
    except KeyRefused as error:
        raise AwsError("KmsException", f"KMS key {error}") from None
    context = condition_keys_of(context_of_object(bucket, _log_file_keys(trail)[0], {"aws:cloudtrail:arn": trail.arn}))
    needed = [("kms:GenerateDataKey", context), ("kms:DescribeKey", {})]
    if has_bucket_key(bucket):
        needed.append(("kms:Decrypt", context))
    for action, condition_keys in needed:
        if not caller.may(key.policy, action, key.arn, condition_keys):
            raise AwsError(
                "InsufficientEncryptionPolicyException",
                f"Insufficient permissions to access S3 bucket {bucket.name} or KMS key {key.arn} "
                f"({SERVICE_PRINCIPAL} is not allowed {action} for {trail.arn}).",
            )


def _check_topic(trail: Any, caller: ServiceCaller) -> None:
    topic = find_topic(trail.topic_arn)
    if topic is None or not caller.may(topic.policy, "sns:Publish", topic.arn):
        raise AwsError(
            "InsufficientSnsTopicPolicyException", "SNS Topic does not exist or the topic policy is incorrect!"
        )


def _check_log_group(trail: Any) -> None:
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
    log_group = find_log_group(trail.cw_log_group_arn or "")
    if log_group is None or log_group.account_id != trail.account_id or not trail.cw_log_group_arn.endswith(":*"):
        raise AwsError(
            "InvalidCloudWatchLogsLogGroupArnException", "CloudTrail cannot validate the specified log group ARN."
        )
    role = find_role(trail.cw_role_arn or "")
    if role is None or not role_trusts(role, SERVICE_PRINCIPAL, trail.account_id, trail.arn):
        raise AwsError(
            "InvalidCloudWatchLogsRoleArnException", "Access denied. Check the trust relationships for your role."
        )
    stream = f"{log_group.arn}:log-stream:{trail.account_id}_CloudTrail_{trail.region_name}"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not role_allows(role, action, stream):
            raise AwsError(
                "InvalidCloudWatchLogsRoleArnException",
                f"Access denied. Check the permissions for your role ({role.arn} is not allowed {action} on {stream}).",
            )


def check_topic_exists(self: Any) -> None:
    """A topic in another account or region is not found.

    check_trail looks for the topic where its ARN says, therefore moto's own check is left out.
    """


def check_bucket_exists(self: Any) -> None:
    """A missing bucket is reported before a missing organization.

    check_trail looks for the bucket too, in the order of AWS, therefore moto's own check is left out.
    """


models.Trail.check_topic_exists = check_topic_exists  # type: ignore[method-assign]
note_correction(check_topic_exists, "Trail.check_topic_exists")
models.Trail.check_bucket_exists = check_bucket_exists  # type: ignore[method-assign]
note_correction(check_bucket_exists, "Trail.check_bucket_exists")


def _topic_arn(self: Any) -> Any:
    """SnsTopicName given as an ARN is glued into another ARN."""
    if (self.sns_topic_name or "").startswith("arn:"):
        return self.sns_topic_name
    return _original_topic_arn(self)


_original_topic_arn = models.Trail.topic_arn.fget  # type: ignore[attr-defined]
models.Trail.topic_arn = property(_topic_arn)  # type: ignore[method-assign,assignment]
note_correction(_topic_arn, "Trail.topic_arn")


@corrects(models.CloudTrailBackend, "start_logging")
def start_logging(original: Callable[..., Any], self: Any, name: str) -> None:
    """StartLogging with the ARN of a trail, as the provider calls it, answers 500."""
    original(self, self.get_trail(name).trail_name)


@corrects(models.CloudTrailBackend, "stop_logging")
def stop_logging(original: Callable[..., Any], self: Any, name: str) -> None:
    """StopLogging with the ARN of a trail, as the provider calls it, answers 500."""
    original(self, self.get_trail(name).trail_name)


@corrects(models.CloudTrailBackend, "delete_trail")
def delete_trail(original: Callable[..., Any], self: Any, name: str) -> None:
    """DeleteTrail with the ARN of a trail, as the provider calls it, succeeds and keeps the trail."""
    original(self, self.get_trail(name).trail_name)


@corrects(models.Trail, "put_insight_selectors")
def put_insight_selectors(original: Callable[..., Any], self: Any, insight_selectors: List[Dict[str, str]]) -> None:
    """PutInsightSelectors adds to the selectors of the trail; in AWS it replaces them."""
    self.insight_selectors = list(insight_selectors)


@corrects(models.Trail, "put_event_selectors")
def put_event_selectors(
    original: Callable[..., Any], self: Any, event_selectors: List[Any], advanced_event_selectors: List[Any]
) -> None:
    """Basic event selectors do not replace the advanced ones."""
    self.event_selectors = event_selectors or []
    self.advanced_event_selectors = advanced_event_selectors or []


@corrects(models.Trail, "description")
def description(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Dict[str, Any]:
    """HasCustomEventSelectors and HasInsightSelectors are always false, so that Terraform never sees drift in them."""
    return {
        **original(self, *args, **kwargs),
        "HasCustomEventSelectors": bool(self.event_selectors or self.advanced_event_selectors),
        "HasInsightSelectors": bool(self.insight_selectors),
    }


def _trail_of(backend: Any, name_or_arn: str) -> Any:
    """A trail by its name, or by its ARN whatever Region it is of."""
    shadows = backend.describe_trails(include_shadow_trails=True)
    return next((trail for trail in shadows if trail.arn == name_or_arn), None) or backend.get_trail(name_or_arn)


def _organization_trail(backend: Any, name: str) -> Any:
    """The trail of the organization that a member account asks for by its ARN; None for all else."""
    organization = organization_of(backend.account_id)
    if organization is None or organization.account_id == backend.account_id:
        return None
    regions = models.cloudtrail_backends[organization.account_id].values()
    return next((trail for other in regions for trail in other.trails.values() if _is_seen(trail, backend, name)), None)


def _is_seen(trail: Any, backend: Any, arn: str) -> bool:
    is_here = trail.is_multi_region or trail.region_name == backend.region_name
    return trail.arn == arn and trail.is_org_trail and is_here


@corrects(responses.CloudTrailResponse, "get_trail")
def get_trail(original: Callable[..., Any], self: Any) -> str:
    """GetTrail in a member account does not know the trail of the organization, not even by its ARN.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
    """
    trail = _organization_trail(self.cloudtrail_backend, self._get_param("Name"))
    return original(self) if trail is None else json.dumps({"Trail": trail.description()})


@corrects(responses.CloudTrailResponse, "get_trail_status")
def get_trail_status(original: Callable[..., Any], self: Any) -> str:
    """GetTrailStatus says nothing of digests, of files that could not be delivered, and of trails elsewhere.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
    """
    trail = _organization_trail(self.cloudtrail_backend, self._get_param("Name"))
    status = json.loads(original(self)) if trail is None else trail.status.description()
    trail = trail or _trail_of(self.cloudtrail_backend, self._get_param("Name"))
    for name, value in status_of(trail).items():
        status[name] = value.timestamp() if isinstance(value, datetime.datetime) else value
    return json.dumps(status)


@corrects(responses.CloudTrailResponse, "describe_trails")
def describe_trails(original: Callable[..., Any], self: Any) -> str:
    """DescribeTrails ignores trailNameList: the provider reports "too many results" when there are two trails."""
    result = json.loads(original(self))
    wanted = self._get_param("trailNameList")
    if wanted:
        result["trailList"] = [t for t in result["trailList"] if t["Name"] in wanted or t["TrailARN"] in wanted]
    return json.dumps(result)
