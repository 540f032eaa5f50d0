"""The log files of an hour, and the digest file that lists them and points at the one before.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
"""
from __future__ import annotations

import datetime
import gzip
import hashlib
import string
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from aws_simulator.context import organization_of, random_id, random_uuid
from aws_simulator.delivery import as_json
from aws_simulator.log_delivery.signing import signing_key_of
from aws_simulator.log_delivery.writer import DeliveryError, announce, status_of, write

Event = Dict[str, Any]

HASH_ALGORITHM = "SHA-256"
SIGNATURE_ALGORITHM = "SHA256withRSA"


@dataclass
class Chain:
    """The digest files of a trail for one account and Region; ``last`` are those fields that the next one repeats."""

    trail: Any
    account: str
    region: str
    last: Optional[Dict[str, Any]] = None
    last_end: Optional[datetime.datetime] = None
    # What deliveries of this trail have become: events of the hour that comes.
    recorded_deliveries: List[Event] = field(default_factory=list)

    # Log files of the hour that is not over: the next digest lists them.
    undigested: List[Dict[str, Any]] = field(default_factory=list)

    def deliver_logs(self, end: datetime.datetime, events: List[Event]) -> List[str]:
        """Deliver the log file of the hour before ``end`` only: the digest file comes when the hour is delivered."""
        log_files = [self._deliver_log(end - datetime.timedelta(minutes=30), events)] if events else []
        self.undigested += log_files
        return [log_file["s3Object"] for log_file in log_files]

    def deliver_hour(self, end: datetime.datetime, events: List[Event]) -> List[str]:
        """Deliver the log file of the hour before ``end``, unless nothing happened in it, and the digest file."""
        start = end - datetime.timedelta(hours=1)
        keys = []
        log_files = [self._deliver_log(end - datetime.timedelta(minutes=5), events)] if events else []
        keys += [log_file["s3Object"] for log_file in log_files]
        log_files, self.undigested = self.undigested + log_files, []
        if self.trail.log_validation:
            keys.append(self._deliver_digest(start, end, log_files))
        else:
            self.last = None
        self.last_end = end
        return keys

    def _deliver_log(self, time: datetime.datetime, events: List[Event]) -> Dict[str, Any]:
        unique = random_id(length=16, alphabet=string.ascii_letters + string.digits)
        name = f"{self.account}_CloudTrail_{self.region}_{time:%Y%m%dT%H%MZ}_{unique}.json.gz"
        key = f"{self._folder('CloudTrail', time)}/{name}"
        content = as_json({"Records": events}).encode()
        try:
            write(self.trail, key, _compressed(content))
        except DeliveryError as error:
            status_of(self.trail)["LatestDeliveryError"] = str(error)
            raise
        status_of(self.trail).update(LatestDeliveryTime=time)
        status_of(self.trail).pop("LatestDeliveryError", None)
        announce(self.trail, key)
        return {
            "s3Bucket": self.trail.bucket_name,
            "s3Object": key,
            "hashValue": hashlib.sha256(content).hexdigest(),
            "hashAlgorithm": HASH_ALGORITHM,
            **_times(events),
        }

    def _deliver_digest(
        self, start: datetime.datetime, end: datetime.datetime, log_files: List[Dict[str, Any]]
    ) -> str:
        home = self.trail.region_name
        name = f"{self.account}_CloudTrail-Digest_{self.region}_{self.trail.trail_name}_{home}_{end:%Y%m%dT%H%M%SZ}"
        key = f"{self._folder('CloudTrail-Digest', end)}/{name}.json.gz"
        signing_key = signing_key_of(self.region)
        before = self.last or {}
        digest = {
            "awsAccountId": self.account,
            "digestStartTime": _text(start),
            "digestEndTime": _text(end),
            "digestS3Bucket": self.trail.bucket_name,
            "digestS3Object": key,
            "digestPublicKeyFingerprint": signing_key.fingerprint,
            "digestSignatureAlgorithm": SIGNATURE_ALGORITHM,
            "newestEventTime": max((log_file["newestEventTime"] for log_file in log_files), default=None),
            "oldestEventTime": min((log_file["oldestEventTime"] for log_file in log_files), default=None),
            "previousDigestS3Bucket": before.get("bucket"),
            "previousDigestS3Object": before.get("key"),
            "previousDigestHashValue": before.get("hash"),
            "previousDigestHashAlgorithm": HASH_ALGORITHM if before else None,
            "previousDigestSignature": before.get("signature"),
            "logFiles": log_files,
        }
        content = as_json(digest).encode()
        digest_hash = hashlib.sha256(content).hexdigest()
        # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
        location = f"{self.trail.bucket_name}/{key}"
        signature = signing_key.sign(f"{_text(end)}\n{location}\n{digest_hash}\n{before.get('signature') or 'null'}")
        metadata = {"signature": signature, "signature-algorithm": SIGNATURE_ALGORITHM}
        try:
            write(self.trail, key, _compressed(content), metadata)
        except DeliveryError as error:
            status_of(self.trail)["LatestDigestDeliveryError"] = str(error)
            raise
        status_of(self.trail).update(LatestDigestDeliveryTime=end)
        status_of(self.trail).pop("LatestDigestDeliveryError", None)
        self.last = {"bucket": self.trail.bucket_name, "key": key, "hash": digest_hash, "signature": signature}
        return key

    def _folder(self, kind: str, time: datetime.datetime) -> str:
        organization = organization_of(self.trail.account_id)
        parts = [
            self.trail.s3_key_prefix,
            "AWSLogs",
            organization.org.id if self.trail.is_org_trail and organization and organization.org else None,
            self.account,
            kind,
            self.region,
            f"{time:%Y/%m/%d}",
        ]
        return "/".join(part for part in parts if part)


def made_up_event(account: str, region: str, time: datetime.datetime) -> Event:
    """An event that could have happened.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
    """
    return {
        "eventVersion": "1.11",
        "userIdentity": {"type": "AWSService", "invokedBy": "config.amazonaws.com"},
        "eventTime": _text(time),
        "eventSource": "sts.amazonaws.com",
        "eventName": "AssumeRole",
        "awsRegion": region,
        "sourceIPAddress": "config.amazonaws.com",
        "userAgent": "config.amazonaws.com",
        "requestParameters": {"roleSessionName": "ConfigResourceCompositionSession"},
        "responseElements": None,
        "requestID": random_uuid(),
        "eventID": random_uuid(),
        "readOnly": True,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account,
        "eventCategory": "Management",
    }


def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _text(time: datetime.datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _times(events: List[Event]) -> Dict[str, str]:
    times = [event["eventTime"] for event in events]
    return {"newestEventTime": max(times), "oldestEventTime": min(times)}
