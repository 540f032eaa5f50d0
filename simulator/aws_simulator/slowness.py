"""How long AWS takes for what it does not do at once. Off by default: then everything is done at once.

What is slow is noted when it begins, and asked whether it still lasts where its state is read, by the simulator's
clock. So nothing sleeps, and a test that moves the clock need not wait. With ``--slow`` the time of the machine passes;
``--slow-factor`` says how many times faster than in AWS things are done, which is 10 unless it is given.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import FrozenSet, Optional

from aws_simulator.clock import clock
from aws_simulator.context import GLOBAL, store_of

DEFAULT_FACTOR = 10.0


@dataclass(frozen=True)
class Duration:
    """How long something takes. Where AWS's page gives no number, it is what is usually seen."""

    seconds: float
    page: str


_INSPECTOR = "https://docs.aws.amazon.com/inspector/v2/APIReference"
_ORGANIZATIONS = "https://docs.aws.amazon.com/organizations/latest/APIReference"

ACCOUNT = "a new account"
ACCOUNT_ROLE = "the role of a new account, from the account's creation"
ACCOUNT_SERVICES = "the services of a new account, from the account's creation"
DEFAULT_VPCS = "the default VPCs of a new account, from the account's creation"
RULE_ATTEMPTS = "how long Config tries to bring an organization's rules to an account that joined"
ROLE = "a new role can be assumed"
IAM_READ = "a new role or policy can be read"
SERVICE_ACCESS = "trusted access of a service"
DELEGATION = "a delegated administrator"
REGION = "a Region that is being enabled"
CLUSTER = "a cluster of HSMs"
INITIALIZATION = "a cluster of HSMs that is being initialized"
HSM = "an HSM"
KEY_STORE = "a custom key store that is being connected"
STACK_SET_OPERATION = "an operation of a stack set"
ORGANIZATION_RULE = "an organization rule or conformance pack of Config"
ANALYZER = "an analyzer"
CLOUD_CONTROL = "a request of the Cloud Control API"
INSPECTOR_SCAN = "a type of scan that Inspector begins"
INSPECTOR_SCAN_END = "a type of scan that Inspector ends"
INSPECTOR_MEMBER = "a member of Inspector that is being associated"
INSPECTOR_DELEGATION_END = "a delegated administrator of Inspector that is being removed"

DURATIONS = {
    # "several minutes"
    ACCOUNT: Duration(60, f"{_ORGANIZATIONS}/API_CreateAccount.html"),
    # AWS says SUCCEEDED before the account can be used; seen were about seven minutes:
    # https://github.com/hashicorp/terraform-provider-aws/issues/15654
    ACCOUNT_ROLE: Duration(240, f"{_ORGANIZATIONS}/API_CreateAccount.html"),
    ACCOUNT_SERVICES: Duration(420, "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"),
    DEFAULT_VPCS: Duration(540, "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"),
    # "for 7 hours after an account is added to your organization if a recorder is not available"
    RULE_ATTEMPTS: Duration(
        7 * 3600, "https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html"
    ),
    # "might not be immediately visible"; without a number
    ROLE: Duration(
        10, "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency"
    ),
    IAM_READ: Duration(
        2, "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency"
    ),
    SERVICE_ACCESS: Duration(15, f"{_ORGANIZATIONS}/API_EnableAWSServiceAccess.html"),
    DELEGATION: Duration(15, f"{_ORGANIZATIONS}/API_RegisterDelegatedAdministrator.html"),
    # "a few minutes for most accounts", up to hours
    REGION: Duration(300, "https://docs.aws.amazon.com/accounts/latest/reference/API_EnableRegion.html"),
    CLUSTER: Duration(300, "https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster.html"),
    INITIALIZATION: Duration(
        120, "https://docs.aws.amazon.com/cloudhsm/latest/userguide/initialize-cluster.html"
    ),
    HSM: Duration(300, "https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-hsm.html"),
    # "up to 20 minutes"
    KEY_STORE: Duration(1200, "https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html"),
    STACK_SET_OPERATION: Duration(
        120, "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperation.html"
    ),
    ORGANIZATION_RULE: Duration(
        120, "https://docs.aws.amazon.com/config/latest/APIReference/API_OrganizationConfigRuleStatus.html"
    ),
    CLOUD_CONTROL: Duration(
        20, "https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-manage-requests.html"
    ),
    # Waiting for five minutes was seen to be too short:
    # https://github.com/schubergphilis/terraform-aws-mcaf-landing-zone/pull/206
    INSPECTOR_SCAN: Duration(420, f"{_INSPECTOR}/API_Enable.html"),
    INSPECTOR_SCAN_END: Duration(60, f"{_INSPECTOR}/API_Disable.html"),
    # "the association was successfully started, but doesn't indicate whether it was completed"
    INSPECTOR_MEMBER: Duration(30, f"{_INSPECTOR}/API_AssociateMember.html"),
    # Terraform's provider waits for 15 seconds.
    INSPECTOR_DELEGATION_END: Duration(10, f"{_INSPECTOR}/API_DisableDelegatedAdminAccount.html"),
    ANALYZER: Duration(15, "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_AnalyzerSummary.html"),
}


class Slowness:
    """Whether the simulator is slow, and how many times faster than AWS it is then."""

    def __init__(self) -> None:
        self.is_on = False
        self.factor = DEFAULT_FACTOR
        # What is slow while it is on; None: everything.
        self.only: Optional[FrozenSet[str]] = None

    def takes_time(self, what: str) -> bool:
        """Would it take time if it began now?"""
        return self.is_on and (self.only is None or what in self.only)

    def seconds(self, what: str) -> float:
        """How many seconds something takes."""
        return DURATIONS[what].seconds / self.factor

    def begin(self, what: str, name: str, after: Optional[str] = None) -> None:
        """Note that something begins, which lasts from now on, or from the end of another, when the simulator is slow."""
        begun = store_of("simulator", GLOBAL, GLOBAL, what)
        begun.pop(name, None)
        if self.takes_time(what):
            until_then = 0.0 if after is None else self.seconds(after)
            begun[name] = clock.now().timestamp() + until_then + self.seconds(what)

    def lasts(self, what: str, name: str) -> bool:
        """Is that which has begun not yet done?"""
        until = store_of("simulator", GLOBAL, GLOBAL, what).get(name)
        return until is not None and clock.now().timestamp() < until

    def is_over(self, what: str, name: str) -> bool:
        """Has it begun, when the simulator was slow, and lasted as long as it lasts?"""
        return name in store_of("simulator", GLOBAL, GLOBAL, what) and not self.lasts(what, name)


slowness = Slowness()
