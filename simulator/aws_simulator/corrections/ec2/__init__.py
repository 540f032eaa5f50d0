"""Amazon EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"""
from aws_simulator.corrections.ec2 import default_vpc, flow_logs  # noqa: F401
