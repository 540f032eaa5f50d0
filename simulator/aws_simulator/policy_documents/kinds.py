"""All kinds of policies whose documents are checked, by what they are called."""
from __future__ import annotations

from typing import Dict

from aws_simulator.policy_documents.identity import INLINE, MANAGED, SESSION, TRUST
from aws_simulator.policy_documents.kind import Kind
from aws_simulator.policy_documents.organization import ORGANIZATION_RESOURCE, RESOURCE_CONTROL, SERVICE_CONTROL
from aws_simulator.policy_documents.resource_based import BUCKET, EVENT_BUS, FUNCTION, KEY, LOGS, QUEUE, TOPIC

KINDS: Dict[str, Kind] = {
    "S3 bucket": BUCKET,
    "KMS key": KEY,
    "SNS topic": TOPIC,
    "SQS queue": QUEUE,
    "EventBridge event bus": EVENT_BUS,
    "Lambda permission": FUNCTION,
    "CloudWatch Logs resource or destination": LOGS,
    "Organizations resource": ORGANIZATION_RESOURCE,
    "Organizations service control": SERVICE_CONTROL,
    "Organizations resource control": RESOURCE_CONTROL,
    "IAM trust": TRUST,
    "IAM managed": MANAGED,
    "IAM inline": INLINE,
    "STS session": SESSION,
}
