"""AWS CloudTrail: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/"""
from __future__ import annotations

import datetime
from typing import Any, Dict

from moto.cloudtrail.models import cloudtrail_backends

from aws_simulator.context import AwsError, Context, given, now, random_uuid
from aws_simulator.log_delivery.signing import signing_key_of
from aws_simulator.registry import Parameters, operation

SERVICE = "cloudtrail"
SERVICE_PRINCIPAL = "cloudtrail.amazonaws.com"

MANAGEMENT_EVENTS = {
    "Name": "Default management events",
    "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}],
}


@operation(SERVICE, "RegisterOrganizationDelegatedAdmin")
def register_organization_delegated_admin(context: Context, parameters: Parameters) -> None:
    """Registers a member account as the delegated administrator of CloudTrail.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html
    """
    _organization(context).register_delegated_administrator(
        AccountId=parameters["MemberAccountId"], ServicePrincipal=SERVICE_PRINCIPAL
    )


@operation(SERVICE, "DeregisterOrganizationDelegatedAdmin")
def deregister_organization_delegated_admin(context: Context, parameters: Parameters) -> None:
    """Removes a member account as the delegated administrator of CloudTrail.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeregisterOrganizationDelegatedAdmin.html
    """
    _organization(context).deregister_delegated_administrator(
        AccountId=parameters["DelegatedAdminAccountId"], ServicePrincipal=SERVICE_PRINCIPAL
    )


def _organization(context: Context) -> Any:
    if context.organization is None:
        raise AwsError("OrganizationsNotInUseException", "Your account is not a member of an organization.")
    return context.organization


@operation(SERVICE, "CreateEventDataStore")
def create_event_data_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates an event data store of CloudTrail Lake.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
    """
    arn = context.arn(f"eventdatastore/{random_uuid()}")
    tags = parameters.pop("TagsList", None) or []
    context.store("event data stores")[arn] = {
        "Status": "ENABLED",
        "CreatedTimestamp": now(),
        "UpdatedTimestamp": now(),
        "MultiRegionEnabled": True,
        "OrganizationEnabled": False,
        "RetentionPeriod": 2555,
        "TerminationProtectionEnabled": True,
        "BillingMode": "EXTENDABLE_RETENTION_PRICING",
        "AdvancedEventSelectors": [MANAGEMENT_EVENTS],
        **given(parameters),
        "EventDataStoreArn": arn,
    }
    cloudtrail_backends[context.account][context.region].add_tags(arn, tags)
    return {**context.store("event data stores")[arn], "TagsList": tags}


@operation(SERVICE, "GetEventDataStore")
def get_event_data_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns an event data store.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html
    """
    return _event_data_store(context, parameters)


@operation(SERVICE, "UpdateEventDataStore")
def update_event_data_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes an event data store.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateEventDataStore.html
    """
    event_data_store = _event_data_store(context, parameters)
    del parameters["EventDataStore"]
    event_data_store.update(given(parameters), UpdatedTimestamp=now())
    return event_data_store


@operation(SERVICE, "DeleteEventDataStore")
def delete_event_data_store(context: Context, parameters: Parameters) -> None:
    """Deletes an event data store. In AWS it is kept for seven days in the state PENDING_DELETION.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteEventDataStore.html
    """
    event_data_store = _event_data_store(context, parameters)
    if event_data_store["TerminationProtectionEnabled"]:
        raise AwsError(
            "EventDataStoreTerminationProtectedException",
            "The event data store cannot be deleted because termination protection is enabled for it.",
        )
    del context.store("event data stores")[event_data_store["EventDataStoreArn"]]


def _event_data_store(context: Context, parameters: Parameters) -> Dict[str, Any]:
    stores = context.store("event data stores")
    wanted = parameters["EventDataStore"]
    for arn, event_data_store in stores.items():
        if wanted in (arn, arn.rpartition("/")[2]):
            return event_data_store
    raise AwsError("EventDataStoreNotFoundException", "The specified event data store was not found.")


@operation(SERVICE, "ListPublicKeys")
def list_public_keys(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the public keys that digest files of the Region were signed with between two times.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
    """
    key = signing_key_of(context.region)
    start = _time(parameters.get("StartTime"))
    end = _time(parameters.get("EndTime"))
    if start > end:
        raise AwsError("InvalidTimeRangeException", "The start time must not be after the end time.")
    was_used = key.valid_from <= end and start <= key.valid_until
    return {"PublicKeyList": [key.describe()] if was_used else []}


def _time(value: Any) -> datetime.datetime:
    """A time of a request; by default the simulator's."""
    if value is None:
        return now()
    time = value if isinstance(value, datetime.datetime) else datetime.datetime.fromtimestamp(
        float(value), datetime.timezone.utc
    )
    return time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)
