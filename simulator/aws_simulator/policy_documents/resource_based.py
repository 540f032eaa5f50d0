"""The policies of resources, each in the words of its service."""
from __future__ import annotations

from functools import partial

from aws_simulator.policy_documents.actions import check_among, check_known, check_services, check_vendors, named
from aws_simulator.policy_documents.conditions import check_keys, check_keys_apply
from aws_simulator.policy_documents.document import Document, principals
from aws_simulator.policy_documents.faults import Fault, Problem
from aws_simulator.policy_documents.kind import Kind, Need
from aws_simulator.policy_documents.resources import check_actions_of_bucket

# https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
BUCKET = Kind(
    code="MalformedPolicy",
    message="Invalid policy syntax.",
    messages={
        Problem.JSON: "Policies must be valid JSON and the first byte must be '{'",
        Problem.VERSION: "The policy must contain a valid version string",
        Problem.ELEMENT: "Unknown field {}",
        Problem.NO_STATEMENT: "Missing required field Statement",
        Problem.EFFECT: "Invalid effect: {}",
        Problem.NO_ACTION: "Missing required field Action",
        Problem.NO_RESOURCE: "Missing required field Resource",
        Problem.NO_PRINCIPAL: "Missing required field Principal",
        Problem.NOT_PRINCIPAL: "Allow with NotPrincipal is not allowed.",
        Problem.DUPLICATE_SID: "Statement IDs (SID) in a single policy must be unique.",
        Problem.PRINCIPAL: "Invalid principal in policy",
        Problem.PRINCIPAL_NOT_FOUND: "Invalid principal in policy",
        Problem.VENDOR: "Policy has invalid action",
        Problem.ACTION: "Policy has invalid action",
        Problem.RESOURCE: "Policy has invalid resource",
        Problem.ACTION_RESOURCE: "Action does not apply to any resource(s) in statement",
        Problem.OPERATOR: "Invalid Condition type : {}",
        Problem.CONDITION_KEY: "Policy has an invalid condition key",
        Problem.CONDITION_ACTION: "Conditions do not apply to combination of actions and resources in statement",
        Problem.SIZE: "Policy exceeds the maximum allowed document size.",
    },
    principals_exist=True,
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
    longest=20_480,
    checks=(check_vendors, partial(check_services, services=frozenset(("s3",)), may_be_any=True), check_known),
    checks_of_service=(
        check_actions_of_bucket,
        partial(check_keys, service="s3"),
        partial(check_keys_apply, service="s3"),
    ),
)

# https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
KEY = Kind(
    code="MalformedPolicyDocumentException",
    message="The request was rejected because the specified policy is not syntactically or semantically correct.",
    codes={Problem.SIZE: "LimitExceededException"},
    messages={
        Problem.PRINCIPAL: "Policy contains a statement with one or more invalid principals.",
        Problem.PRINCIPAL_NOT_FOUND: "Policy contains a statement with one or more invalid principals.",
        Problem.NO_ACTION: "Policy contains a statement with no action.",
        Problem.NO_RESOURCE: "Policy contains a statement with no resource.",
        Problem.NO_PRINCIPAL: "Policy contains a statement with no principal.",
        Problem.SIZE: "The key policy exceeds the quota of 32768 bytes.",
    },
    principals_exist=True,
    # https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
    longest=32_768,
    checks=(check_vendors,),
)


def _check_quotas_of_topic(document: Document) -> None:
    """https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html"""
    if len(document.statements) > 100 or any(len(principals(statement)) > 200 for statement in document.statements):
        raise Fault(Problem.SIZE)


# What the policy of a topic can allow; only its owner can do the rest. The page leaves out Receive, which SNS takes.
# https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
_ACTIONS_OF_TOPICS = frozenset(
    f"sns:{name}"
    for name in (
        "addpermission",
        "deletetopic",
        "getdataprotectionpolicy",
        "gettopicattributes",
        "listsubscriptionsbytopic",
        "listtagsforresource",
        "publish",
        "putdataprotectionpolicy",
        "receive",
        "removepermission",
        "settopicattributes",
        "subscribe",
    )
)
# https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
TOPIC = Kind(
    code="InvalidParameter",
    message="Invalid parameter: Policy Error: null",
    messages={
        Problem.JSON: "Invalid parameter: Policy failed to parse",
        Problem.VENDOR: "Invalid parameter: Policy statement action out of service scope!",
        Problem.ACTION: "Invalid parameter: Policy statement action out of service scope!",
        Problem.PRINCIPAL: "Invalid parameter: Policy Error: PrincipalNotFound",
        Problem.PRINCIPAL_NOT_FOUND: "Invalid parameter: Policy Error: PrincipalNotFound",
        Problem.SIZE: "Invalid parameter: Policy is too long",
    },
    principals_exist=True,
    # https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
    longest=30_720,
    check_quotas=_check_quotas_of_topic,
    checks=(check_vendors, partial(check_among, allowed=_ACTIONS_OF_TOPICS)),
)


def _check_quotas_of_queue(document: Document) -> None:
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html"""
    statements = document.statements
    conditions = [key for statement in statements for keys in statement.get("Condition", {}).values() for key in keys]
    if (
        len(statements) > 20
        or any(len(named(statement)) > 7 for statement in statements)
        or sum(len(principals(statement)) for statement in statements) > 50
        or len(conditions) > 10
    ):
        raise Fault(Problem.SIZE)


# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
QUEUE = Kind(
    code="InvalidAttributeValue",
    message="Invalid value for the parameter Policy.",
    codes={Problem.SIZE: "OverLimit"},
    messages={
        Problem.SIZE: (
            "The policy exceeds a quota: 8192 bytes, 20 statements, 50 principals, 10 conditions, "
            "and 7 actions in a statement are allowed."
        ),
    },
    resources=Need.OPTIONAL,
    principals_exist=True,
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
    longest=8_192,
    checks=(
        check_vendors,
        partial(check_services, services=frozenset(("sqs",)), may_be_any=True),
    ),
    check_quotas=_check_quotas_of_queue,
)

# Its length is checked where it is kept.
# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
EVENT_BUS = Kind(
    code="ValidationException",
    message="The policy of the event bus is invalid: {}",
    checks=(check_vendors, partial(check_services, services=frozenset(("events",)), may_be_any=False)),
)

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
LOGS = Kind(
    code="InvalidParameterException",
    message="The policy document is invalid: {}",
    checks=(check_vendors, partial(check_services, services=frozenset(("logs",)), may_be_any=False)),
)

# Its statements are made of the parameters of AddPermission.
# https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
FUNCTION = Kind(
    code="InvalidParameterValueException",
    message="The provided principal was invalid. Please check the principal and try again.",
    codes={Problem.DUPLICATE_SID: "ResourceConflictException"},
    messages={
        Problem.DUPLICATE_SID: (
            "The statement id ({}) provided already exists. "
            "Please provide a new statement id, or remove the existing statement."
        ),
    },
    principals_exist=True,
    checks=(check_vendors, partial(check_services, services=frozenset(("lambda",)), may_be_any=False)),
)
