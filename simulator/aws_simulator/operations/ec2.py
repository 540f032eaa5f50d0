"""Amazon EC2, the defaults of an account in a Region: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import Context, now
from aws_simulator.registry import Parameters, operation

SERVICE = "ec2"
DEFAULTS = "account defaults"
UNBLOCKED = "unblocked"
NO_PREFERENCE = ("no-preference", -1)


@operation(SERVICE, "GetEbsDefaultKmsKeyId", "ModifyEbsDefaultKmsKeyId", "ResetEbsDefaultKmsKeyId")
def ebs_default_kms_key(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """The key that new EBS volumes are encrypted with.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyEbsDefaultKmsKeyId.html
    """
    defaults = context.store(DEFAULTS)
    if context.operation.startswith("Modify"):
        defaults["ebs key"] = parameters["KmsKeyId"]
    elif context.operation.startswith("Reset"):
        defaults.pop("ebs key", None)
    return {"KmsKeyId": defaults.get("ebs key", "alias/aws/ebs")}


@operation(
    SERVICE,
    "EnableSnapshotBlockPublicAccess",
    "DisableSnapshotBlockPublicAccess",
    "GetSnapshotBlockPublicAccessState",
)
def snapshot_block_public_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Whether EBS snapshots can be shared publicly.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html
    """
    return {"State": _block_public_access(context, "snapshots", parameters.get("State"))}


@operation(SERVICE, "EnableImageBlockPublicAccess", "DisableImageBlockPublicAccess", "GetImageBlockPublicAccessState")
def image_block_public_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Whether AMIs can be shared publicly.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html
    """
    state = _block_public_access(context, "images", parameters.get("ImageBlockPublicAccessState"))
    return {"ImageBlockPublicAccessState": state}


def _block_public_access(context: Context, kind: str, enabled_state: Any) -> str:
    defaults = context.store(DEFAULTS)
    if context.operation.startswith("Enable"):
        defaults[kind] = enabled_state
    elif context.operation.startswith("Disable"):
        defaults[kind] = UNBLOCKED
    return defaults.get(kind, UNBLOCKED)


@operation(SERVICE, "EnableSerialConsoleAccess", "DisableSerialConsoleAccess", "GetSerialConsoleAccessStatus")
def serial_console_access(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Whether the serial console of instances can be used.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSerialConsoleAccess.html
    """
    defaults = context.store(DEFAULTS)
    if not context.operation.startswith("Get"):
        defaults["serial console"] = context.operation.startswith("Enable")
    return {"SerialConsoleAccessEnabled": defaults.get("serial console", False)}


@operation(SERVICE, "ModifyInstanceMetadataDefaults")
def modify_instance_metadata_defaults(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes how new instances can read their metadata (IMDS).

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
    """
    defaults = context.store("instance metadata defaults")
    for name in ("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "InstanceMetadataTags"):
        if parameters.get(name) in NO_PREFERENCE:
            defaults.pop(name, None)
        elif parameters.get(name) is not None:
            defaults[name] = parameters[name]
    return {"Return": True}


@operation(SERVICE, "GetInstanceMetadataDefaults")
def get_instance_metadata_defaults(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns how new instances can read their metadata (IMDS).

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html
    """
    return {"AccountLevel": context.store("instance metadata defaults")}


@operation(SERVICE, "ModifyVpcBlockPublicAccessOptions", "DescribeVpcBlockPublicAccessOptions")
def vpc_block_public_access_options(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Whether VPCs can reach, or be reached from, the internet.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcBlockPublicAccessOptions.html
    """
    options = context.store(DEFAULTS).setdefault(
        "vpc block public access",
        {
            "AwsAccountId": context.account,
            "AwsRegion": context.region,
            "State": "default-state",
            "InternetGatewayBlockMode": "off",
            "ExclusionsAllowed": "allowed",
            "ManagedBy": "account",
        },
    )
    if context.operation.startswith("Modify"):
        mode = parameters["InternetGatewayBlockMode"]
        options.update(InternetGatewayBlockMode=mode, State="update-complete", LastUpdateTimestamp=now())
    return {"VpcBlockPublicAccessOptions": options}
