"""The default VPC of a Region: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html"""
from __future__ import annotations

from typing import Any, Callable, List

from moto.ec2.exceptions import DependencyViolationError
from moto.ec2.models.vpcs import VPCBackend

from aws_simulator.registry import corrects
from aws_simulator.slowness import DEFAULT_VPCS, slowness


@corrects(VPCBackend, "create_default_vpc")
def create_default_vpc(original: Callable[..., Any], self: Any) -> Any:
    """A default VPC has no internet gateway, so that nothing shows when one is forgotten in deleting the VPC."""
    vpc = original(self)
    gateway = self.create_internet_gateway()
    self.attach_internet_gateway(gateway.id, vpc.id)
    main = self.describe_route_tables(filters={"vpc-id": vpc.id, "association.main": "true"})[0]
    self.create_route(main.id, "0.0.0.0/0", gateway_id=gateway.id)
    return vpc


@corrects(VPCBackend, "delete_vpc")
def delete_vpc(original: Callable[..., Any], self: Any, vpc_id: str) -> Any:
    """A VPC with an internet gateway can be deleted; AWS refuses that.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
    """
    if self.describe_internet_gateways(filters={"attachment.vpc-id": [vpc_id]}):
        raise DependencyViolationError(f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")
    return original(self, vpc_id)


@corrects(VPCBackend, "describe_vpcs")
def describe_vpcs(original: Callable[..., Any], self: Any, *args: Any, **parameters: Any) -> List[Any]:
    """A new account has its default VPCs at once, however slow the simulator is to be.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
    """
    vpcs: List[Any] = original(self, *args, **parameters)
    comes_later = slowness.lasts(DEFAULT_VPCS, getattr(self, "account_id", ""))
    return [vpc for vpc in vpcs if not (comes_later and vpc.is_default)]
