"""AWS Config: https://docs.aws.amazon.com/config/latest/APIReference/"""
from aws_simulator.corrections.config import delivery, organization, recorders, rules  # noqa: F401
