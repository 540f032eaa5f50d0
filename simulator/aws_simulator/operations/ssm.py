"""AWS Systems Manager: https://docs.aws.amazon.com/systems-manager/latest/APIReference/"""
from __future__ import annotations

from typing import Any, Dict

from aws_simulator.context import AwsError, Context, given, now, random_uuid
from aws_simulator.registry import Parameters, operation

SERVICE = "ssm"
SETTINGS, DATA_SYNCS, ASSOCIATIONS = "service settings", "resource data syncs", "associations"


@operation(SERVICE, "GetServiceSetting")
def get_service_setting(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a setting of the account in a Region.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
    """
    setting_id = _setting_id(parameters)
    settings = context.store(SETTINGS)
    return {
        "ServiceSetting": {
            "SettingId": setting_id,
            "SettingValue": settings.get(setting_id, "Enable"),
            "ARN": context.arn(f"servicesetting{setting_id}"),
            "Status": "Customized" if setting_id in settings else "Default",
            "LastModifiedDate": now(),
            "LastModifiedUser": "System",
        }
    }


@operation(SERVICE, "UpdateServiceSetting")
def update_service_setting(context: Context, parameters: Parameters) -> None:
    """Changes a setting of the account in a Region.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html
    """
    context.store(SETTINGS)[_setting_id(parameters)] = parameters["SettingValue"]


@operation(SERVICE, "ResetServiceSetting")
def reset_service_setting(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a setting of the account in a Region to its default.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ResetServiceSetting.html
    """
    context.store(SETTINGS).pop(_setting_id(parameters), None)
    return get_service_setting(context, parameters)


def _setting_id(parameters: Parameters) -> str:
    """Settings are named by id (``/ssm/...``) or by ARN."""
    return parameters["SettingId"].rpartition(":servicesetting")[2]


@operation(SERVICE, "CreateResourceDataSync")
def create_resource_data_sync(context: Context, parameters: Parameters) -> None:
    """Creates a synchronization of inventory data to a bucket.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateResourceDataSync.html
    """
    name = parameters["SyncName"]
    if name in context.store(DATA_SYNCS):
        raise AwsError("ResourceDataSyncAlreadyExistsException", f"Sync {name} already exists.")
    context.store(DATA_SYNCS)[name] = {
        **given(parameters, "SyncName", "SyncType", "S3Destination", "SyncSource"),
        "LastStatus": "Successful",
        "SyncCreatedTime": now(),
    }


@operation(SERVICE, "ListResourceDataSync")
def list_resource_data_sync(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists synchronizations of inventory data.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListResourceDataSync.html
    """
    return {"ResourceDataSyncItems": list(context.store(DATA_SYNCS).values())}


@operation(SERVICE, "DeleteResourceDataSync")
def delete_resource_data_sync(context: Context, parameters: Parameters) -> None:
    """Deletes a synchronization of inventory data.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteResourceDataSync.html
    """
    if not context.store(DATA_SYNCS).pop(parameters["SyncName"], None):
        raise AwsError("ResourceDataSyncNotFoundException", f"Sync {parameters['SyncName']} does not exist.")


@operation(SERVICE, "CreateAssociation")
def create_association(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Associates a document with managed nodes. It is never run.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html
    """
    association_id = random_uuid()
    context.store(ASSOCIATIONS)[association_id] = {
        "DocumentVersion": "$DEFAULT",
        "ApplyOnlyAtCronInterval": False,
        **given(parameters),
        "AssociationId": association_id,
        "AssociationVersion": "1",
        "Date": now(),
        "Overview": {"Status": "Success", "DetailedStatus": "Success"},
    }
    return {"AssociationDescription": context.store(ASSOCIATIONS)[association_id]}


@operation(SERVICE, "DescribeAssociation")
def describe_association(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns an association.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAssociation.html
    """
    return {"AssociationDescription": _association(context, parameters)}


@operation(SERVICE, "DeleteAssociation")
def delete_association(context: Context, parameters: Parameters) -> None:
    """Deletes an association.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteAssociation.html
    """
    del context.store(ASSOCIATIONS)[_association(context, parameters)["AssociationId"]]


def _association(context: Context, parameters: Parameters) -> Dict[str, Any]:
    association_id = parameters.get("AssociationId")
    return context.find(ASSOCIATIONS, association_id, "AssociationDoesNotExist", "The association does not exist.")
