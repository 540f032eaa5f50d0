"""Amazon Simple Notification Service: https://docs.aws.amazon.com/sns/latest/api/"""
from __future__ import annotations

import contextlib
import json
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.sns import models, responses
from moto.sqs.models import sqs_backends

from aws_simulator import encryption
from aws_simulator.context import AwsError
from aws_simulator.delivery import Undelivered, check_queue, invoke, put_record, send
from aws_simulator.grants import (
    RoleCaller,
    ServiceCaller,
    caller_of,
    find_role,
    find_topic,
    identity_keys,
    role_trusts,
)
from aws_simulator.policy import Principal, Request, is_allowed
from aws_simulator.policy_documents.checker import check
from aws_simulator.policy_documents.resource_based import TOPIC
from aws_simulator.policy_documents.resources import is_pattern_for
from aws_simulator.registry import corrects, note_correction

SERVICE_PRINCIPAL = "sns.amazonaws.com"
# Whoever reads what is sent there has to confirm first.
CONFIRMED_BY_READER = ("email", "email-json", "http", "https")


_PROTOCOLS_WITH_FEEDBACK = ("Application", "Firehose", "HTTP", "Lambda", "SQS")
_FEEDBACK = ("SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate", "FailureFeedbackRoleArn")
REMEMBERED_ATTRIBUTES = (
    "ArchivePolicy",
    "FifoThroughputScope",
    "SignatureVersion",
    "TracingConfig",
    *(protocol + feedback for protocol in _PROTOCOLS_WITH_FEEDBACK for feedback in _FEEDBACK),
)


@corrects(responses.SNSResponse, "get_topic_attributes")
def get_topic_attributes(original: Callable[..., Any], self: Any) -> Any:
    """GetTopicAttributes leaves out SignatureVersion, TracingConfig and more: each plan wants to set them."""
    result: Dict[str, Any] = original(self).result
    topic = self.backend.get_topic(self._get_param("TopicArn"))
    for name in REMEMBERED_ATTRIBUTES:
        value = getattr(topic, camelcase_to_underscores(name), None)
        if value:
            result["Attributes"][name] = value
    pending = [_is_pending(entry) for entry in _subscriptions_of(topic)]
    result["Attributes"].update(SubscriptionsPending=sum(pending), SubscriptionsConfirmed=len(pending) - sum(pending))
    return ActionResult(result)


@corrects(responses.SNSResponse, "subscribe")
def subscribe(original: Callable[..., Any], self: Any) -> Any:
    """Subscriptions are confirmed at once, and any account can subscribe to any topic.

    https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
    """
    topic_arn = self._get_param("TopicArn")
    _check_permission(self, topic_arn)
    known = set(self.backend.subscriptions)
    result: ActionResult = original(self)
    arn = result.result["SubscriptionArn"]  # type: ignore[index]
    subscription = self.backend.subscriptions[arn]
    if arn not in known:
        if _needs_confirmation(subscription):
            subscription.attributes.update(PendingConfirmation=True, ConfirmationWasAuthenticated=False)
        # The owner of the topic has the subscriptions of other accounts too.
        _backend_of(topic_arn).subscriptions[arn] = subscription
    if _is_pending(subscription) and str(self._get_param("ReturnSubscriptionArn")).lower() != "true":
        return ActionResult({"SubscriptionArn": "pending confirmation"})
    return result


def _check_permission(request: Any, topic_arn: str) -> None:
    topic = find_topic(topic_arn)
    account, role_arn = caller_of(request.get_access_key())
    if topic is None or topic.account_id == account:
        return
    principal = Principal.of_account(account, role_arn)
    if not is_allowed(topic.policy, Request(principal, "sns:Subscribe", topic_arn, identity_keys(account, role_arn))):
        raise AwsError(
            "AuthorizationError",
            f"User: {role_arn or account} is not authorized to perform: SNS:Subscribe on resource: {topic_arn} "
            "because no resource-based policy allows the SNS:Subscribe action",
        )


def _needs_confirmation(subscription: Any) -> bool:
    if subscription.protocol == "sqs":
        # The owner of a queue confirms by subscribing it.
        return subscription.endpoint.split(":")[4] != subscription.account_id
    return subscription.protocol in CONFIRMED_BY_READER


def _is_pending(subscription: Any) -> bool:
    return bool(subscription.attributes.get("PendingConfirmation"))


def _subscriptions_of(topic: Any) -> List[Any]:
    return [entry for entry in _backend_of(topic.arn).subscriptions.values() if entry.topic is topic]


def _backend_of(topic_arn: str) -> Any:
    region, account = topic_arn.split(":")[3:5]
    return models.sns_backends[account][region]


@corrects(responses.SNSResponse, "confirm_subscription")
def confirm_subscription(original: Callable[..., Any], self: Any) -> Any:
    """ConfirmSubscription confirms nothing. As no token is sent to anybody, the endpoint itself is the token.

    https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
    """
    topic_arn, token = self._get_param("TopicArn"), self._get_param("Token")
    if find_topic(topic_arn) is None:
        raise AwsError("NotFound", "Topic does not exist")
    for subscription in _subscriptions_of(find_topic(topic_arn)):
        if subscription.endpoint == token:
            subscription.attributes["PendingConfirmation"] = False
            return ActionResult({"SubscriptionArn": subscription.arn})
    raise AwsError("InvalidParameter", "Invalid parameter: Token")


@corrects(models.SNSBackend, "unsubscribe")
def unsubscribe(original: Callable[..., Any], self: Any, subscription_arn: str) -> None:
    """A subscription that is pending confirmation can be deleted; AWS refuses that and deletes it after two days.

    https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
    """
    subscription = self.subscriptions.get(subscription_arn)
    if subscription is None:
        return
    if _is_pending(subscription):
        raise AwsError(
            "InvalidParameter",
            "Invalid parameter: SubscriptionArn Reason: "
            "Cannot unsubscribe a subscription that is pending confirmation",
        )
    for account in (subscription.account_id, subscription.topic.account_id):
        models.sns_backends[account][self.region_name].subscriptions.pop(subscription_arn, None)


@corrects(responses.SNSResponse, "list_subscriptions")
def list_subscriptions(original: Callable[..., Any], self: Any) -> Any:
    """ListSubscriptions shows the ARN of a subscription that is pending confirmation."""
    return _listed(self.backend.list_subscriptions(next_token=self._get_param("NextToken")))


@corrects(responses.SNSResponse, "list_subscriptions_by_topic")
def list_subscriptions_by_topic(original: Callable[..., Any], self: Any) -> Any:
    """ListSubscriptionsByTopic shows the ARN of a subscription that is pending confirmation."""
    topic_arn, token = self._get_param("TopicArn"), self._get_param("NextToken")
    return _listed(self.backend.list_subscriptions_by_topic(topic_arn, next_token=token))


def _listed(page: Tuple[List[Any], Any]) -> ActionResult:
    subscriptions, next_token = page
    return ActionResult({"Subscriptions": [_summary(entry) for entry in subscriptions], "NextToken": next_token})


def _summary(subscription: Any) -> Dict[str, Any]:
    return {
        "SubscriptionArn": "PendingConfirmation" if _is_pending(subscription) else subscription.arn,
        "Owner": subscription.owner,
        "Protocol": subscription.protocol,
        "Endpoint": subscription.endpoint,
        "TopicArn": subscription.topic.arn,
    }


@corrects(models.Subscription, "publish")
def publish_to_subscription(
    original: Callable[..., Any],
    self: Any,
    message: str,
    message_id: str,
    subject: Optional[str] = None,
    message_attributes: Optional[Dict[str, Any]] = None,
    group_id: Optional[str] = None,
    deduplication_id: Optional[str] = None,
    message_structure: Optional[str] = None,
) -> None:
    """A message is sent to web servers, and to queues and functions whose policy forbids it or that are not found.

    Queues, functions and delivery streams receive messages here. What a queue or function keeps out goes to the
    dead-letter queue of the subscription.
    https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
    """
    if _is_pending(self) or self.protocol not in ("sqs", "lambda", "firehose"):
        return
    matcher = self._filter_policy_matcher
    if matcher is not None and not matcher.matches(message_attributes, message):
        return
    if message_structure == "json":
        message = self._parse_message_structure(message, self.protocol)
    caller = ServiceCaller(SERVICE_PRINCIPAL, self.topic.account_id, self.topic.arn)
    letter = _Letter(message, message_id, subject, message_attributes or {})
    try:
        if self.protocol == "sqs":
            check_queue(self.endpoint, caller)
            _send_to_queue(self, letter, group_id, deduplication_id)
        elif self.protocol == "lambda":
            invoke(self.endpoint, caller, _function_event(self, letter))
        else:
            put_record(self.endpoint, _role_caller(self), (_text(self, letter) + "\n").encode())
    except Undelivered:
        _send_dead_letter(self, caller, letter)


class _Letter(NamedTuple):
    """What was published."""

    message: str
    message_id: str
    subject: Optional[str]
    attributes: Dict[str, Any]


def _send_to_queue(
    subscription: Any, letter: _Letter, group_id: Optional[str], deduplication_id: Optional[str]
) -> None:
    region, account, name = subscription.endpoint.split(":")[3:6]
    attributes = {}
    if _is_raw(subscription):
        for key, value in letter.attributes.items():
            kind = "BinaryValue" if value["Type"].startswith("Binary") else "StringValue"
            attributes[key] = {"DataType": value["Type"], kind: _attribute_text(value)}
    try:
        sqs_backends[account][region].send_message(
            name,
            _text(subscription, letter),
            message_attributes=attributes,
            deduplication_id=deduplication_id,
            group_id=group_id,
            validate_group_id=False,
        )
    except ServiceException as error:  # such as a FIFO queue without deduplication
        raise Undelivered("SDK_CLIENT_ERROR", str(error)) from error


def _attribute_text(value: Dict[str, Any]) -> Any:
    return value["Value"] if value["Type"].startswith("Binary") else str(value["Value"])


def _is_raw(subscription: Any) -> bool:
    """https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html"""
    return str(subscription.attributes.get("RawMessageDelivery")).lower() == "true"


def _text(subscription: Any, letter: _Letter) -> str:
    return letter.message if _is_raw(subscription) else json.dumps(_notification(subscription, letter), indent=2)


def _notification(subscription: Any, letter: _Letter) -> Dict[str, Any]:
    data = subscription.get_post_data(letter.message, letter.message_id, letter.subject, letter.attributes)
    return dict(sorted(data.items()))


def _function_event(subscription: Any, letter: _Letter) -> Dict[str, Any]:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html"""
    notification = _notification(subscription, letter)
    # Functions know these by other names than queues.
    for name, other in (("SigningCertURL", "SigningCertUrl"), ("UnsubscribeURL", "UnsubscribeUrl")):
        if name in notification:
            notification[other] = notification.pop(name)
    record = {
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription.arn,
        "EventSource": "aws:sns",
        "Sns": {"Subject": None, "MessageAttributes": {}, **notification},
    }
    return {"Records": [record]}


def _role_caller(subscription: Any) -> RoleCaller:
    """https://docs.aws.amazon.com/sns/latest/dg/prereqs-kinesis-data-firehose.html"""
    role = find_role(subscription.attributes.get("SubscriptionRoleArn") or "")
    topic = subscription.topic
    if role is None or not role_trusts(role, SERVICE_PRINCIPAL, topic.account_id, topic.arn):
        raise Undelivered("NO_PERMISSIONS", f"The role of {subscription.arn} cannot be assumed.")
    return RoleCaller(role)


def _send_dead_letter(subscription: Any, caller: ServiceCaller, letter: _Letter) -> None:
    policy = subscription.attributes.get("RedrivePolicy")
    arn = json.loads(policy).get("deadLetterTargetArn") if policy else None
    if arn:
        with contextlib.suppress(Undelivered):
            send(arn, caller, _text(subscription, letter))


# https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
_KEY_ERRORS = {
    encryption.NOT_FOUND: "KMSNotFound",
    encryption.DISABLED: "KMSDisabled",
    encryption.INVALID_STATE: "KMSInvalidState",
    encryption.ACCESS_DENIED: "KMSAccessDenied",
}


def _check_key(request: Any, topic_arn: Optional[str]) -> None:
    topic = find_topic(topic_arn or "")
    if topic is None:
        return
    region, account = topic.arn.split(":")[3:5]
    caller = encryption.Requester(request.get_access_key())
    actions, context = (encryption.WRITE, encryption.READ), {"aws:sns:topicArn": topic.arn}
    try:
        encryption.check(topic.kms_master_key_id, (account, region), caller, actions, "sns", context)
    except encryption.KeyRefused as error:
        raise AwsError(_KEY_ERRORS[error.problem], str(error)) from error


@corrects(responses.SNSResponse, "publish")
def publish(original: Callable[..., Any], self: Any) -> Any:
    """A topic takes messages although its key cannot be used."""
    _check_key(self, self._get_param("TopicArn") or self._get_param("TargetArn"))
    return original(self)


@corrects(responses.SNSResponse, "publish_batch")
def publish_batch(original: Callable[..., Any], self: Any) -> Any:
    """A topic takes batches of messages although its key cannot be used."""
    _check_key(self, self._get_param("TopicArn"))
    return original(self)


_original_policy = models.Topic.policy


def policy_of_topic(self: Any, policy: str) -> None:
    """A topic takes any policy, but not an empty one, which brings back the first.

    https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
    """
    if not policy:
        self._policy_json = self._create_default_topic_policy(self.sns_backend.region_name, self.account_id, self.name)
        return
    check(TOPIC, policy, lambda resource: is_pattern_for(resource, self.arn))
    self._policy_json = json.loads(policy)


models.Topic.policy = property(_original_policy.fget, policy_of_topic)  # type: ignore[method-assign,assignment]
note_correction(policy_of_topic, "Topic.policy")
