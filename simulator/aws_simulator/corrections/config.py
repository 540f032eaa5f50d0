"""AWS Config: https://docs.aws.amazon.com/config/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from moto.config import models

from aws_simulator.context import AwsError, organization_of
from aws_simulator.grants import ServiceCaller, find_bucket, find_key, find_role, find_topic, role_allows
from aws_simulator.registry import corrects, load_service

SERVICE_PRINCIPAL = "config.amazonaws.com"
MULTI_ACCOUNT_SETUP_PRINCIPAL = "config-multiaccountsetup.amazonaws.com"


@corrects(models.ConfigBackend, "put_delivery_channel")
def put_delivery_channel(original: Callable[..., Any], self: Any, delivery_channel: Dict[str, Any]) -> None:
    """A delivery channel can be made to a bucket that does not exist or that Config may not write to.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html
    """
    before = dict(self.delivery_channels)
    original(self, delivery_channel)
    try:
        _check_delivery(self, delivery_channel)
    except Exception:
        self.delivery_channels = before
        raise


def _check_delivery(backend: Any, channel: Dict[str, Any]) -> None:
    bucket = find_bucket(channel["s3BucketName"])
    if bucket is None:
        name = channel["s3BucketName"]
        raise AwsError("NoSuchBucketException", f"Cannot find a S3 bucket with the specified bucket name: {name}")
    recorder = next(iter(backend.recorders.values()))
    source_arn = f"arn:{backend.partition}:config:{backend.region_name}:{backend.account_id}:{recorder.name}"
    caller = ServiceCaller(SERVICE_PRINCIPAL, backend.account_id, source_arn)
    role = find_role(recorder.role_arn or "")
    _check_bucket(backend, channel, caller, bucket, role)
    _check_keys(backend, channel, caller, bucket, role)
    _check_topic(channel, caller, role)


def _check_bucket(backend: Any, channel: Dict[str, Any], caller: ServiceCaller, bucket: Any, role: Any) -> None:
    # https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    prefix = f"{channel['s3KeyPrefix']}/AWSLogs" if channel.get("s3KeyPrefix") else "AWSLogs"
    log_file = f"{bucket.arn}/{prefix}/{backend.account_id}/Config/ConfigWritabilityCheckFile"
    in_own_account = bucket.account_id == backend.account_id
    for action, resource in (("s3:GetBucketAcl", bucket.arn), ("s3:PutObject", log_file)):
        headers = {"s3:x-amz-acl": "bucket-owner-full-control"} if action == "s3:PutObject" else {}
        if in_own_account and _role_may(role, action, resource):
            continue
        if not caller.may(bucket.policy, action, resource, headers):
            raise _insufficient_policy(
                channel, f"{SERVICE_PRINCIPAL} is not allowed {action} on {resource} for account {backend.account_id}"
            )


def _check_keys(backend: Any, channel: Dict[str, Any], caller: ServiceCaller, bucket: Any, role: Any) -> None:
    # https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
    for key_id in {channel.get("s3KmsKeyArn"), _default_key_of(bucket)} - {None}:
        key = find_key(str(key_id), bucket.account_id, bucket.region_name)
        if key is None:
            raise _insufficient_policy(channel, f"the KMS key {key_id} does not exist")
        if key.account_id == backend.account_id and _role_may(role, "kms:GenerateDataKey", key.arn):
            continue
        via_s3 = {
            "kms:ViaService": f"s3.{bucket.region_name}.amazonaws.com",
            "kms:CallerAccount": backend.account_id,
            "kms:EncryptionContext:aws:s3:arn": bucket.arn,
        }
        if not caller.may(key.policy, "kms:GenerateDataKey", key.arn, via_s3):
            raise _insufficient_policy(
                channel,
                f"{SERVICE_PRINCIPAL} is not allowed kms:GenerateDataKey on {key.arn} for account {backend.account_id}",
            )


def _default_key_of(bucket: Any) -> Optional[str]:
    """The customer managed key that a bucket encrypts new objects with, or None."""
    rule = (bucket.encryption or {}).get("Rule") or {}
    default = rule.get("ApplyServerSideEncryptionByDefault") or {}
    return default.get("KMSMasterKeyID") if default.get("SSEAlgorithm", "").startswith("aws:kms") else None


def _check_topic(channel: Dict[str, Any], caller: ServiceCaller, role: Any) -> None:
    topic_arn = channel.get("snsTopicARN")
    if not topic_arn:
        return
    topic = find_topic(topic_arn)
    if topic is not None and (
        caller.may(topic.policy, "sns:Publish", topic_arn)
        or (topic.account_id == caller.source_account and _role_may(role, "sns:Publish", topic_arn))
    ):
        return
    raise _insufficient_policy(channel, f"{SERVICE_PRINCIPAL} is not allowed sns:Publish on {topic_arn}")


def _role_may(role: Any, action: str, resource: str) -> bool:
    """Config delivers with the recorder's role, unless that is its service-linked role, which may not write."""
    return role is not None and not role._linked_service and role_allows(role, action, resource)


def _insufficient_policy(channel: Dict[str, Any], reason: str) -> AwsError:
    prefix, key = channel.get("s3KeyPrefix") or "null", channel.get("s3KmsKeyArn") or "null"
    return AwsError(
        "InsufficientDeliveryPolicyException",
        f"Insufficient delivery policy to s3 bucket: {channel['s3BucketName']}, unable to write to bucket, "
        f"provided s3 key prefix is '{prefix}', provided kms key is '{key}'. ({reason})",
    )


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


@corrects(models.ConfigBackend, "put_organization_conformance_pack")
def put_organization_conformance_pack(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> Any:
    """PutOrganizationConformancePack with TemplateBody answers 500, and any account can call it.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html
    """
    check_organization_access(self.account_id, [MULTI_ACCOUNT_SETUP_PRINCIPAL])
    if parameters.get("template_body") and not parameters.get("template_s3_uri"):
        parameters["template_s3_uri"] = "s3://template-body"
    return original(self, *args, **parameters)


@corrects(models.Source, "__init__")
def source_init(
    original: Callable[..., Any],
    self: Any,
    account_id: str,
    region: str,
    owner: Optional[str] = None,
    source_identifier: Optional[str] = None,
    source_details: Optional[List[Dict[str, Any]]] = None,
    custom_policy_details: Optional[Dict[str, Any]] = None,
) -> None:
    """PutConfigRule with a CUSTOM_POLICY (CloudFormation Guard) answers 500."""
    if owner != "CUSTOM_POLICY":
        original(self, account_id, region, owner, source_identifier, source_details)
        return
    models.ConfigEmptyDictable.__init__(self, capitalize_start=True, capitalize_arn=False)
    details = {key.replace("_", "").lower(): value for key, value in (custom_policy_details or {}).items()}
    self.owner, self.source_identifier = owner, None
    self.source_details = [
        models.SourceDetail(**models.convert_to_class_args(detail)) for detail in source_details or []
    ]
    # DescribeConfigRules does not return the text; GetCustomRulePolicy does.
    self._policy_text = details.get("policytext")
    self.custom_policy_details = {
        "PolicyRuntime": details.get("policyruntime"),
        "EnableDebugLogDelivery": bool(details.get("enabledebuglogdelivery")),
    }
