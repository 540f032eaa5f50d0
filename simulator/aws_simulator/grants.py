"""Which resources exist anywhere in the simulator, and what AWS services may do with them.

CloudTrail and Config check when they are set up that they can write to the bucket, topic, log group and key they are
given; EventBridge, CloudWatch and SNS find out when they deliver. These helpers let the corrections do the same.
"""
from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Tuple

from aws_simulator.authorization.callers import account_keys, caller_of_role, request_keys
from aws_simulator.authorization.evaluation import Applicable, NamedPolicy, evaluate
from aws_simulator.authorization.organization import RCP, SCP, levels_of, organization_path
from aws_simulator.authorization.resources import owner_and_policy, resource_keys
from aws_simulator.context import organization_of
from aws_simulator.policy import ContextValue, Policy, Principal, Request, is_denied
from aws_simulator.slowness import ROLE, slowness

LENGTH_OF_KEY_ID = 36
# What endpoints of AWS demand. That services use more among themselves is published nowhere, and no policy may rely on it.
# https://aws.amazon.com/blogs/storage/enforcing-encryption-in-transit-with-tls1-2-or-higher-with-amazon-s3/
TLS_OF_SERVICES = "1.2"


@dataclass(frozen=True)
class ServiceCaller:
    """An AWS service that acts for a resource, such as CloudTrail for a trail."""

    service: str
    source_account: str
    source_arn: str
    # Some services do not say what they act for, so that a policy can only name the service.
    names_source: bool = True

    def may(
        self, policy: Policy, action: str, resource: str, condition_keys: Optional[Mapping[str, ContextValue]] = None
    ) -> bool:
        """Does a resource policy allow the service this action, when the request has these condition keys too?

        The resource control policies of the resource's account bind services, too.
        """
        owner, _ = owner_and_policy(resource, self.source_account)
        request = self._request(action, resource, {**resource_keys(owner), **(condition_keys or {})})
        applicable = Applicable(
            account_of_resource=owner,
            resource_control=levels_of(owner, RCP),
            resource=NamedPolicy(f"policy of {resource}", policy),
        )
        return evaluate(request, applicable).allowed

    def is_denied_by(
        self, policy: Policy, action: str, resource: str, condition_keys: Optional[Mapping[str, ContextValue]] = None
    ) -> bool:
        """Does a resource policy deny the service this action explicitly?"""
        return is_denied(policy, self._request(action, resource, condition_keys))

    def _request(self, action: str, resource: str, condition_keys: Optional[Mapping[str, ContextValue]]) -> Request:
        context = {**self._context(), **(condition_keys or {})}
        return Request(Principal.of_service(self.service), action, resource, context)

    def _context(self) -> Dict[str, ContextValue]:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
        keys: Dict[str, ContextValue] = {
            "aws:PrincipalIsAWSService": "true",
            "aws:PrincipalServiceName": self.service,
            "aws:SecureTransport": "true",
            "s3:TlsVersion": TLS_OF_SERVICES,
        }
        if not self.names_source:
            return keys
        keys["aws:SourceAccount"] = self.source_account
        keys["aws:SourceArn"] = self.source_arn
        organization = organization_of(self.source_account)
        if organization is not None and organization.org is not None:
            keys["aws:SourceOrgID"] = organization.org.id
            keys["aws:SourceOrgPaths"] = organization_path(self.source_account)
        return keys


@dataclass(frozen=True)
class RoleCaller:
    """A role that a service has assumed, to reach a resource."""

    role: Any

    def may(
        self, policy: Policy, action: str, resource: str, condition_keys: Optional[Mapping[str, ContextValue]] = None
    ) -> bool:
        """Do all policies that bind the role allow this, and the resource's too, where it is another account's?"""
        caller = caller_of_role(self.role)
        account = self.role.account_id
        owner, _ = owner_and_policy(resource, account)
        context = {
            **request_keys(resource.split(":")[3]),
            "s3:TlsVersion": TLS_OF_SERVICES,
            **resource_keys(owner),
            **caller.keys,
            **(condition_keys or {}),
        }
        applicable = Applicable(
            account_of_resource=owner,
            identity=caller.identity,
            boundary=caller.boundary,
            service_control=levels_of(account, SCP),
            resource_control=levels_of(owner, RCP),
            resource=NamedPolicy(f"policy of {resource}", policy) if policy else None,
        )
        return evaluate(Request(caller.principal, action, resource, context), applicable).allowed


def caller_of(access_key_id: str) -> Tuple[str, Optional[str]]:
    """The account that credentials belong to, and the ARN of the role they were issued for, if any."""
    from moto.iam.models import get_account_id_from
    from moto.sts.models import sts_backends

    account = get_account_id_from(access_key_id)
    session = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key_id)
    return account, session.role_arn if session else None


def identity_keys(account: str, role_arn: Optional[str] = None) -> Dict[str, ContextValue]:
    """The condition keys that describe a role or user of an account."""
    keys: Dict[str, ContextValue] = {**account_keys(account), "aws:SecureTransport": "true", "s3:TlsVersion": "1.3"}
    if role_arn:
        keys["aws:PrincipalArn"] = role_arn
    return keys


def find_bucket(name: str) -> Any:
    """The S3 bucket of any account, or None."""
    from moto.s3.models import s3_backends

    for account in list(s3_backends.values()):
        for backend in list(account.values()):
            if name in backend.buckets:
                return backend.buckets[name]
    return None


def default_key_of(bucket: Any) -> Optional[str]:
    """The customer managed key that a bucket encrypts new objects with, or None."""
    rule = (bucket.encryption or {}).get("Rule") or {}
    default = rule.get("ApplyServerSideEncryptionByDefault") or {}
    return default.get("KMSMasterKeyID") if default.get("SSEAlgorithm", "").startswith("aws:kms") else None


def has_bucket_key(bucket: Any) -> bool:
    """Does a bucket ask for an S3 Bucket Key, for objects that do not say?"""
    rule = (bucket.encryption or {}).get("Rule") or {}
    return str(rule.get("BucketKeyEnabled", "")).lower() == "true"


def find_key(key_id: str, account: str, region: str) -> Any:
    """The KMS key with this id, alias or ARN, or None. Ids and aliases are those of the given account and region."""
    from moto.kms.models import kms_backends

    try:
        if key_id.startswith("arn:"):
            region, account = key_id.split(":")[3:5]
        backend = kms_backends[account][region]
        return backend.keys[backend.any_id_to_key_id(key_id)]
    except Exception:  # moto raises different errors for unknown keys, malformed ids and unknown Regions
        return None


def find_key_of_ciphertext(ciphertext: Any, region: str) -> Any:
    """The key that a text was encrypted with, or None; moto writes its id in front of the text."""
    from moto.kms.models import kms_backends

    text = base64.b64decode(ciphertext) if isinstance(ciphertext, str) else ciphertext or b""
    key_id = text[:LENGTH_OF_KEY_ID].decode(errors="replace")
    of_region = (dict.get(of_account, region) for of_account in list(kms_backends.values()))
    return next((backend.keys[key_id] for backend in of_region if backend is not None and key_id in backend.keys), None)


def find_topic(arn: str) -> Any:
    """The SNS topic with this ARN, or None."""
    from moto.sns.models import sns_backends

    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "sns":
        return None
    try:
        return sns_backends[parts[4]][parts[3]].topics.get(arn)
    except KeyError:  # an unknown Region
        return None


def find_queue(arn: str) -> Any:
    """The SQS queue with this ARN, or None."""
    from moto.sqs.models import sqs_backends

    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "sqs":
        return None
    try:
        return sqs_backends[parts[4]][parts[3]].queues.get(parts[5])
    except KeyError:  # an unknown Region
        return None


def find_event_bus(arn: str) -> Any:
    """The event bus with this ARN, or None."""
    from moto.events.models import events_backends

    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "events" or not parts[5].startswith("event-bus/"):
        return None
    try:
        return events_backends[parts[4]][parts[3]].event_buses.get(parts[5].partition("/")[2])
    except KeyError:  # an unknown Region
        return None


def find_role(arn: str) -> Any:
    """The IAM role with this ARN, or None."""
    from moto.iam.models import iam_backends

    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "iam" or not parts[4].isdigit():
        return None
    roles = iam_backends[parts[4]]["aws"].roles.values()
    # Services do not know a new role for some seconds, when the simulator is slow.
    return next((role for role in roles if role.arn == arn and not slowness.lasts(ROLE, arn)), None)


def find_log_group(arn: str) -> Any:
    """The log group with this ARN, with or without ``:*`` at its end, or None."""
    from moto.logs.models import logs_backends

    parts = arn.split(":")
    if len(parts) < 7 or parts[2] != "logs":
        return None
    try:
        return logs_backends[parts[4]][parts[3]].groups.get(parts[6])
    except KeyError:  # an unknown Region
        return None


def role_allows(role: Any, action: str, resource: str) -> bool:
    """Do the policies that bind a role allow an action in its own account?"""
    caller = caller_of_role(role)
    applicable = Applicable(
        account_of_resource=None,
        identity=caller.identity,
        boundary=caller.boundary,
        service_control=levels_of(role.account_id, SCP),
    )
    return evaluate(Request(caller.principal, action, resource, caller.keys), applicable).allowed


def role_trusts(role: Any, service: str, account: str, source_arn: str) -> bool:
    """May a service assume a role for a resource of an account?"""
    caller = ServiceCaller(service, account, source_arn)
    return caller.may(role.assume_role_policy_document, "sts:AssumeRole", role.arn)
