"""The errors of S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"""

from __future__ import annotations

from moto.s3.exceptions import MalformedXML, S3ClientError


def refused(code: str, message: str) -> S3ClientError:
    """An error with a code of S3."""
    return S3ClientError(code, message)


def malformed() -> S3ClientError:
    """What S3 says of requests that do not follow its schema."""
    return MalformedXML()
