"""Amazon Inspector: https://docs.aws.amazon.com/inspector/v2/APIReference/

moto lets everybody enable and administer everything, and has no coverage and no CIS scans. Therefore accounts, members,
filters and findings are answered here too.
"""
from aws_simulator.operations.inspector2 import (  # noqa: F401
    cis_scans,
    coverage,
    delegation,
    enablement,
    filters,
    findings,
    members,
    organization,
)
