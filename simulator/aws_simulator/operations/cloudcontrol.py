"""AWS Cloud Control API: https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/

Resources of types that the simulator's stacks know are made for good. Those of all other types that the Region has are
checked with AWS's schema of the type and kept, but do nothing.
"""
from __future__ import annotations

import copy
import json
from typing import Any, Callable, Dict, List, Optional

from aws_simulator.clock import clock
from aws_simulator.context import AwsError, Context, given, now, random_id, random_uuid
from aws_simulator.inspector import cis_configurations
from aws_simulator.refusals import REFUSALS, reason_of
from aws_simulator.registry import Parameters, operation
from aws_simulator.resource_types import Properties, ResourceType, find_type, split_name
from aws_simulator.slowness import CLOUD_CONTROL, slowness

SERVICE = "cloudcontrol"
RESOURCES = "resources"
REQUESTS = "requests"

_UNFINISHED = ("PENDING", "IN_PROGRESS")


class Resource:
    """A resource that was created."""

    def __init__(self, type_: ResourceType, properties: Properties, read_only: Properties, real: Any):
        self.type = type_
        self.properties = properties
        self.read_only = read_only
        self.real = real

    @property
    def identifier(self) -> str:
        """The values of the identifying properties, with ``|`` between them."""
        return "|".join(str(self.all[name]) for name in self.type.identifiers)

    @property
    def all(self) -> Properties:
        """All properties, also those that AWS sets."""
        return {**self.properties, **self.read_only}

    def describe(self) -> Dict[str, str]:
        """As GetResource returns it."""
        properties = json.dumps(self.type.without_write_only(self.all))
        return {"Identifier": self.identifier, "Properties": properties}


@operation(SERVICE, "CreateResource")
def create_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates a resource of the desired state. What becomes of it, GetResourceRequestStatus says.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CreateResource.html
    """
    type_ = _type(context, parameters)
    properties = _parse(parameters["DesiredState"], "desired state", dict)
    _check(type_, properties)

    def create() -> Resource:
        resource = _make(context, type_, properties)
        if resource.identifier in _resources(context, type_):
            raise _Failure("AlreadyExists", f"Resource of type '{type_.name}' exists: '{resource.identifier}'.")
        _resources(context, type_)[resource.identifier] = resource
        return resource

    return _begin(context, parameters, "CREATE", None, create)


@operation(SERVICE, "GetResource")
def get_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns a resource as it is.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html
    """
    resource = _resource(context, parameters)
    return {"TypeName": resource.type.name, "ResourceDescription": resource.describe()}


@operation(SERVICE, "UpdateResource")
def update_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Changes a resource by a JSON patch.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_UpdateResource.html
    """
    resource = _resource(context, parameters)
    properties = _patched(resource, _parse(parameters["PatchDocument"], "patch document", list))
    _check(resource.type, properties)
    fixed = [name for name in resource.type.pointers("createOnly") if _differ(name, resource.properties, properties)]
    if fixed:
        raise AwsError(
            "ValidationException",
            f"Invalid patch update: createOnlyProperties {[f'/properties/{name}' for name in fixed]} cannot be updated",
        )

    def update() -> Resource:
        _check_with_service(context, resource.type, properties)
        before, resource.properties = resource.properties, _normalized(context, resource.type, properties)
        if resource.real is not None:
            resource.real.properties = resource.properties
            resource.real.update(before)
        return resource

    return _begin(context, parameters, "UPDATE", resource, update)


@operation(SERVICE, "DeleteResource")
def delete_resource(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Deletes a resource.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_DeleteResource.html
    """
    resource = _resource(context, parameters)

    def delete() -> Resource:
        if resource.real is not None:
            resource.real.remove()
        _resources(context, resource.type).pop(resource.identifier, None)
        return resource

    return _begin(context, parameters, "DELETE", resource, delete)


@operation(SERVICE, "ListResources")
def list_resources(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists the resources of a type that were created here.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResources.html
    """
    type_ = _type(context, parameters)
    resources = _resources(context, type_).values()
    return {"TypeName": type_.name, "ResourceDescriptions": [resource.describe() for resource in resources]}


@operation(SERVICE, "GetResourceRequestStatus")
def get_request_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what became of a request.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResourceRequestStatus.html
    """
    return {"ProgressEvent": given(_request(context, parameters)["event"])}


@operation(SERVICE, "CancelResourceRequest")
def cancel_request(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Cancels a request that is not done yet.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CancelResourceRequest.html
    """
    event = _request(context, parameters)["event"]
    if event["OperationStatus"] not in _UNFINISHED:
        raise AwsError("ConcurrentModificationException", f"The request is in the state {event['OperationStatus']}.")
    event.update(OperationStatus="CANCEL_COMPLETE", EventTime=now())
    return {"ProgressEvent": given(event)}


@operation(SERVICE, "ListResourceRequests")
def list_requests(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Lists requests, optionally of some operations and states.

    https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResourceRequests.html
    """
    wanted = parameters.get("ResourceRequestStatusFilter") or {}
    operations, statuses = wanted.get("Operations"), wanted.get("OperationStatuses")
    events = [request["event"] for request in context.store(REQUESTS).values()]
    return {
        "ResourceRequestStatusSummaries": [
            given(event)
            for event in events
            if (not operations or event["Operation"] in operations)
            and (not statuses or event["OperationStatus"] in statuses)
        ]
    }


class _Failure(Exception):
    """A request that fails after it was taken; the code is one of HandlerErrorCode."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def _begin(
    context: Context, parameters: Parameters, name: str, resource: Optional[Resource], work: Callable[[], Resource]
) -> Dict[str, Any]:
    """Take a request, and do it: at once, or after a while when the simulator is slow."""
    asked = {key: value for key, value in given(parameters).items() if key != "ClientToken"}
    token = parameters.get("ClientToken")
    for request in context.store(REQUESTS).values():
        if token and request["client token"] == token:
            if request["asked"] != (name, asked):
                raise AwsError("ClientTokenConflictException", f"The client token {token} was used for another request.")
            return {"ProgressEvent": given(request["event"])}
        if resource is not None and request["resource"] is resource:
            if request["event"]["OperationStatus"] in _UNFINISHED:
                raise AwsError("ConcurrentOperationException", "Another operation on the resource is in progress.")
    event = {
        "TypeName": parameters["TypeName"],
        "Identifier": resource.identifier if resource else None,
        "RequestToken": random_uuid(),
        "Operation": name,
        "OperationStatus": "PENDING" if slowness.takes_time(CLOUD_CONTROL) else "IN_PROGRESS",
        "EventTime": now(),
    }
    request = {"event": event, "client token": token, "asked": (name, asked), "resource": resource}
    context.store(REQUESTS)[event["RequestToken"]] = request
    answer = {"ProgressEvent": given(event)}

    def finish() -> None:
        if event["OperationStatus"] in _UNFINISHED:
            event.update(_outcome(work), EventTime=now())

    def go_on() -> None:
        if event["OperationStatus"] == "PENDING":
            event.update(OperationStatus="IN_PROGRESS", EventTime=now())

    if slowness.takes_time(CLOUD_CONTROL):
        clock.after(slowness.seconds(CLOUD_CONTROL) / 2, go_on)
        clock.after(slowness.seconds(CLOUD_CONTROL), finish)
    else:
        finish()
    return answer


def _outcome(work: Callable[[], Resource]) -> Dict[str, Any]:
    try:
        resource = work()
    except _Failure as failure:
        return {"OperationStatus": "FAILED", "ErrorCode": failure.code, "StatusMessage": str(failure)}
    except REFUSALS as error:
        return {"OperationStatus": "FAILED", "ErrorCode": "GeneralServiceException", "StatusMessage": reason_of(error)}
    model = json.dumps(resource.all)
    return {"OperationStatus": "SUCCESS", "Identifier": resource.identifier, "ResourceModel": model}


def _type(context: Context, parameters: Parameters) -> ResourceType:
    name = parameters["TypeName"]
    type_ = find_type(context.region, name)
    if type_ is None:
        raise AwsError("TypeNotFoundException", f"The type '{name}' cannot be found.")
    return type_


def _resources(context: Context, type_: ResourceType) -> Dict[str, Resource]:
    return context.store(f"{RESOURCES} {type_.name}")


def _resource(context: Context, parameters: Parameters) -> Resource:
    type_, identifier = _type(context, parameters), parameters["Identifier"]
    message = f"Resource of type '{type_.name}' with identifier '{identifier}' was not found."
    return context.find(f"{RESOURCES} {type_.name}", identifier, "ResourceNotFoundException", message)


def _request(context: Context, parameters: Parameters) -> Dict[str, Any]:
    token = parameters["RequestToken"]
    return context.find(REQUESTS, token, "RequestTokenNotFoundException", f"There is no request {token}.")


def _parse(text: str, what: str, kind: type) -> Any:
    try:
        parsed = json.loads(text)
    except ValueError as error:
        raise AwsError("ValidationException", f"The {what} is not valid JSON: {error}") from None
    if not isinstance(parsed, kind):
        raise AwsError("ValidationException", f"The {what} must be a JSON {'object' if kind is dict else 'array'}.")
    return parsed


def _check(type_: ResourceType, properties: Properties) -> None:
    problems = list(dict.fromkeys(type_.problems(properties)))
    if problems:
        raise AwsError("ValidationException", f"Model validation failed ({', '.join(problems)})")


def _patched(resource: Resource, patch: List[Any]) -> Properties:
    import jsonpatch

    try:
        patched = jsonpatch.apply_patch(copy.deepcopy(resource.all), patch)
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise AwsError("ValidationException", f"Invalid patch update: {error}") from None
    changed = [name for name, value in resource.read_only.items() if patched.get(name) != value]
    if changed:
        raise AwsError("ValidationException", f"Invalid patch update: readOnlyProperties {changed} cannot be updated")
    return {name: value for name, value in patched.items() if name not in resource.read_only}


def _differ(path: str, before: Any, after: Any) -> bool:
    for part in path.split("/"):
        before = before.get(part) if isinstance(before, dict) else None
        after = after.get(part) if isinstance(after, dict) else None
    return before != after


def _make(context: Context, type_: ResourceType, properties: Properties) -> Resource:
    from aws_simulator.stack_resources import RESOURCES as REAL

    _check_with_service(context, type_, properties)
    properties = _normalized(context, type_, properties)
    real_type = REAL.get(type_.name)
    if real_type is None:
        return Resource(type_, properties, _made_up(context, type_), None)
    name = f"{type_.name.rpartition('::')[2]}-{random_id(length=12)}"
    real = real_type.create_from_cloudformation_json(name, {"Properties": properties}, context.account, context.region)
    read_only = {name: real.attribute(name) for name in type_.pointers("readOnly") if "/" not in name}
    missing = {name: real.physical_resource_id for name in type_.identifiers if name not in properties}
    return Resource(type_, properties, {**missing, **given(read_only)}, real)


def _check_with_service(context: Context, type_: ResourceType, properties: Properties) -> None:
    """What the service refuses that the schema of the type takes."""
    if type_.name == cis_configurations.TYPE:
        problem = cis_configurations.problem_of(context.account, context.region, properties)
        if problem is not None:
            raise _Failure(*problem)


def _made_up(context: Context, type_: ResourceType) -> Properties:
    """Values of the properties that AWS sets: ARNs and ids."""
    service, kind = split_name(type_.name)
    unique = random_uuid()
    values: Properties = {}
    for name in type_.pointers("readOnly"):
        if name.endswith("Arn"):
            values[name] = context.arn(f"{kind.lower()}/{unique}", service=service)
        elif name.endswith("Id") and name != "AccountId":
            values[name] = unique
    if type_.name == cis_configurations.TYPE:
        owner = f"owner/{context.account}/cis-configuration/{unique}"
        values["Arn"] = context.arn(owner, service="inspector2")
    return values


def _normalized(context: Context, type_: ResourceType, properties: Properties) -> Properties:
    """What AWS makes of the properties. The own account of a CIS configuration is read as SELF."""
    properties = copy.deepcopy(properties)
    if type_.name == cis_configurations.TYPE:
        targets = properties["Targets"]
        targets["AccountIds"] = ["SELF" if account == context.account else account for account in targets["AccountIds"]]
    return properties
