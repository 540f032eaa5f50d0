"""Deliveries as what they are for S3: requests that a trail may record, and then has to deliver.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
"""
from __future__ import annotations

import datetime
from typing import Any, Dict, Optional

from aws_simulator.context import random_uuid
from aws_simulator.grants import find_bucket
from aws_simulator.log_delivery.selectors import Event

SERVICE_PRINCIPAL = "cloudtrail.amazonaws.com"


def delivery_event(trail: Any, key: str, time: datetime.datetime) -> Optional[Event]:
    """The data event of a file that CloudTrail has put into a trail's bucket, in the account of the bucket's owner.

    A service has no ARN, so that no condition on ``userIdentity.arn`` leaves its calls out.
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
    """
    bucket = find_bucket(trail.bucket_name)
    if bucket is None:
        return None
    identity: Dict[str, str] = {"type": "AWSService", "invokedBy": SERVICE_PRINCIPAL}
    return {
        "eventVersion": "1.11",
        "userIdentity": identity,
        "eventTime": f"{time:%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": "s3.amazonaws.com",
        "eventName": "PutObject",
        "awsRegion": bucket.region_name,
        "sourceIPAddress": SERVICE_PRINCIPAL,
        "userAgent": SERVICE_PRINCIPAL,
        "requestParameters": {"bucketName": bucket.name, "key": key},
        "responseElements": None,
        "requestID": random_uuid(),
        "eventID": random_uuid(),
        "readOnly": False,
        "resources": [
            {"type": "AWS::S3::Object", "ARN": f"{bucket.arn}/{key}"},
            {"accountId": bucket.account_id, "type": "AWS::S3::Bucket", "ARN": bucket.arn},
        ],
        "eventType": "AwsApiCall",
        "managementEvent": False,
        "recipientAccountId": bucket.account_id,
        "sharedEventID": random_uuid(),
        "eventCategory": "Data",
    }
