"""Configuration recorders: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html"""
from __future__ import annotations

from typing import Any, Callable, Dict

from moto.config import models

from aws_simulator.context import AwsError
from aws_simulator.registry import corrects

FREQUENCIES = ("CONTINUOUS", "DAILY")


@corrects(models.ConfigBackend, "put_configuration_recorder")
def put_configuration_recorder(original: Callable[..., Any], self: Any, config_recorder: Dict[str, Any]) -> None:
    """The recording mode is forgotten, so that Terraform never sees drift in it, and an empty exclusion is refused.

    An account that has joined the organization gets its rules once it has a recorder.
    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
    """
    if not config_recorder.get("roleARN"):
        raise AwsError("InvalidRoleException", "You have provided a null or empty role ARN.")
    mode = config_recorder.get("recordingMode") or {"recordingFrequency": "CONTINUOUS"}
    _check_mode(mode)
    original(self, {**config_recorder, **_recording_group(config_recorder)})
    recorder = self.recorders[config_recorder["name"]]
    recorder.recording_mode = {"recordingModeOverrides": [], **mode}
    from aws_simulator.operations.config.membership import deploy_to_new_account

    deploy_to_new_account(self.account_id, self.region_name)


def _recording_group(config_recorder: Dict[str, Any]) -> Dict[str, Any]:
    """The recording group without an exclusion of nothing, which the provider sends and moto refuses."""
    group = config_recorder.get("recordingGroup")
    if not group or group.get("exclusionByResourceTypes") != {} or not group.get("allSupported"):
        return {}
    return {"recordingGroup": {name: value for name, value in group.items() if name != "exclusionByResourceTypes"}}


def _check_mode(mode: Dict[str, Any]) -> None:
    overrides = mode.get("recordingModeOverrides") or []
    for part in [mode, *overrides]:
        if part.get("recordingFrequency") not in FREQUENCIES:
            raise AwsError("ValidationException", f"The recording frequency must be one of {', '.join(FREQUENCIES)}.")
    if len(overrides) > 1:
        raise AwsError("ValidationException", "There can be one override of the recording mode.")
