"""Which AWS service and operation is a request for?

Every endpoint is the same address here, so the service cannot be read from the host name. It is in the credential
scope of the signature: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
"""
from __future__ import annotations

import re
from typing import Any, Dict, NamedTuple, Optional
from urllib.parse import unquote

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/(?P<date>\d+)/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")

# The older signature, with which SDKs still presign URLs of S3; it names no Region.
# https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
_VERSION_2 = re.compile(r"(?:^AWS |(?:^|&)AWSAccessKeyId=)(?P<key>[^:&]+)")
_REGION_OF_VERSION_2 = "us-east-1"

# Services whose name in signatures differs from their name in boto3.
_BOTO3_NAMES = {
    "access-analyzer": "accessanalyzer",
    "cloudcontrolapi": "cloudcontrol",
    "cloudhsm": "cloudhsmv2",
    "eventbridge": "events",
    "lambda": "awslambda",
    "monitoring": "cloudwatch",
    "sso": "sso-admin",
    "states": "stepfunctions",
}


class Signature(NamedTuple):
    """The credentials, region and service of a request."""

    access_key_id: str
    region: str
    service: str


def read_signature(environ: Dict[str, Any]) -> Optional[Signature]:
    """The credential scope of a request, or None when it is not signed. That of a presigned URL is in its query.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
    """
    written = environ.get("HTTP_AUTHORIZATION") or unquote(environ.get("QUERY_STRING", ""))
    match = _CREDENTIAL.search(written)
    if not match:
        older = _VERSION_2.search(written)
        return Signature(older["key"], _REGION_OF_VERSION_2, "s3") if older else None
    service = match["service"].lower()
    return Signature(match["key"], match["region"], _BOTO3_NAMES.get(service, service))
