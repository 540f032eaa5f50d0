"""AWS CloudHSM: https://docs.aws.amazon.com/cloudhsm/latest/APIReference/

moto has the clusters, but with timestamps that the provider cannot read ("expected Timestamp to be a JSON Number"), and
no HSMs. Therefore clusters are answered here too.
"""
from aws_simulator.operations.cloudhsmv2 import backups, clusters, hsms, policies, tags  # noqa: F401
