"""How AWS Config is doing: what its delivery channel delivers, and what its aggregators see."""
from __future__ import annotations

from typing import Any, Dict, Iterator, Optional

from moto.config.models import config_backends

from aws_simulator.context import AwsError, Context, now
from aws_simulator.corrections.config.delivery import reason_not_to_deliver
from aws_simulator.operations.config.naming import SERVICE
from aws_simulator.refusals import code_of, reason_of
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "DescribeDeliveryChannelStatus")
def describe_delivery_channel_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether the delivery channel could deliver now. Nothing is delivered, so it says nothing of earlier times.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeDeliveryChannelStatus.html
    """
    backend = config_backends[context.account][context.region]
    wanted = parameters.get("DeliveryChannelNames") or list(backend.delivery_channels)
    unknown = [name for name in wanted if name not in backend.delivery_channels]
    if unknown:
        raise AwsError("NoSuchDeliveryChannelException", f"Cannot find delivery channel with specified name '{unknown[0]}'.")
    return {"DeliveryChannelsStatus": [_channel_status(backend, backend.delivery_channels[name]) for name in wanted]}


def _channel_status(backend: Any, channel: Any) -> Dict[str, Any]:
    reason = reason_not_to_deliver(backend, channel.to_dict())
    status: Dict[str, Any] = {"lastStatus": "Success"}
    if reason is not None:
        status = {"lastStatus": "Failure", "lastErrorCode": code_of(reason), "lastErrorMessage": reason_of(reason)}
    return {"name": channel.name, "configHistoryDeliveryInfo": status, "configSnapshotDeliveryInfo": status}


@operation(SERVICE, "DescribeConfigurationAggregatorSourcesStatus")
def describe_configuration_aggregator_sources_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns what an aggregator sees: the organization, and accounts that have authorized it.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationAggregatorSourcesStatus.html
    """
    backend = config_backends[context.account][context.region]
    aggregator = backend.config_aggregators.get(parameters["ConfigurationAggregatorName"])
    if aggregator is None:
        raise AwsError("NoSuchConfigurationAggregatorException", "The configuration aggregator does not exist.")
    wanted = parameters.get("UpdateStatus")
    statuses = [*_organization_statuses(context, aggregator), *_account_statuses(context, aggregator)]
    return {"AggregatedSourceStatusList": [s for s in statuses if not wanted or s["LastUpdateStatus"] in wanted]}


def _organization_statuses(context: Context, aggregator: Any) -> Iterator[Dict[str, Any]]:
    source = aggregator.organization_aggregation_source
    if source is None or context.organization is None:
        return
    for region in source.aws_regions or [context.region]:
        yield _source_status(context.organization.org.id, "ORGANIZATION", region)


def _account_statuses(context: Context, aggregator: Any) -> Iterator[Dict[str, Any]]:
    for source in aggregator.account_aggregation_sources or []:
        for account in source.account_ids:
            for region in source.aws_regions or [context.region]:
                yield _source_status(account, "ACCOUNT", region, _problem(context, account, region))


def _problem(context: Context, account: str, region: str) -> Optional[str]:
    authorizations = config_backends[account][region].aggregation_authorizations.values()
    if account == context.account or any(
        (given.authorized_account_id, given.authorized_aws_region) == (context.account, context.region)
        for given in authorizations
    ):
        return None
    return "The source account has not authorized the aggregator account."


def _source_status(source: str, kind: str, region: str, problem: Optional[str] = None) -> Dict[str, Any]:
    status = {"SourceId": source, "SourceType": kind, "AwsRegion": region, "LastUpdateTime": now()}
    if problem is not None:
        return {**status, "LastUpdateStatus": "FAILED", "LastErrorCode": "AccessDenied", "LastErrorMessage": problem}
    return {**status, "LastUpdateStatus": "SUCCEEDED"}
