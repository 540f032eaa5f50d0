"""Reports of CIS scans, in a bucket of an account of AWS's own, from which whoever has the address gets them."""
from __future__ import annotations

import json

from aws_simulator.background import background
from aws_simulator.context import random_id

# An account that stands for that of the service, which is none of the organization's.
ACCOUNT = "990000000001"


def keep(region: str, text: str) -> str:
    """Keep a report; returns its address."""
    from moto.s3.models import s3_backends

    name, key = f"inspector2-cis-reports-{region}", f"{random_id(length=32)}.csv"
    backend = s3_backends[ACCOUNT]["aws"]
    if name not in backend.buckets:
        backend.create_bucket(name, region)
        # New buckets block public policies.
        backend.delete_public_access_block(name)
        statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        backend.put_bucket_policy(name, json.dumps(policy).encode())
    backend.put_object(name, key, text.encode())
    return f"{background.endpoint}/{name}/{key}"
