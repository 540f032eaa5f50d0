"""``/simulator/deliver-logs``: has CloudTrail deliver the log and digest files of a trail for some hours."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Set

from aws_simulator.clock import clock
from aws_simulator.context import organization_of, store_of
from aws_simulator.control import ControlError, control, field
from aws_simulator.log_delivery.deliveries import delivery_event
from aws_simulator.log_delivery.files import Chain, Event, made_up_event
from aws_simulator.log_delivery.selectors import selected_by
from aws_simulator.log_delivery.writer import DeliveryError

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

HOUR = datetime.timedelta(hours=1)


@control("POST", "deliver-logs")
def deliver_logs(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Deliver ``{"trail": ARN, "hours": n, "events": [...], "accounts": [...], "regions": [...]}``, and "digests".

    The hours are those after the last that were delivered, and at first those before the simulator's time. Without
    events, each hour has a made-up one; an event without ``eventTime`` belongs to the last hour. Only those are delivered
    that the trail's event selectors select. The accounts are by default the trail's (all active ones of an organization
    trail), the Regions its home Region. What the policies of the bucket or key forbid is answered as undelivered, and
    GetTrailStatus says so.

    With ``"digests": false`` it is one hour that is not over: its log files are delivered, and the next request delivers
    the hour, with the digest files that list them.

    A delivery is a PutObject itself. Where a selector selects that, it is an event of the next hour in the account and
    Region of the bucket, whose delivery is one of the hour after, without end: the answer names the selector as a loop.
    """
    trail = _find_trail(field(body, "trail", str))
    hours = field(body, "hours", int, 1)
    field(body, "events", list, [])
    is_over = field(body, "digests", bool, True)
    if not is_over and hours != 1:
        raise ControlError("Without digests, 'hours' must be 1: it is the hour that is not over.")
    if not 1 <= hours <= 1000:
        raise ControlError("The field 'hours' must be from 1 to 1000.")
    if not trail.status.is_logging:
        raise ControlError(f"{trail.arn} is not logging; StartLogging has it do so.")
    delivered: List[str] = []
    undelivered: List[Dict[str, str]] = []
    loops: Set[str] = set()
    for chain in _chains(trail, body):
        for end in _ends(chain, hours):
            try:
                events = _events_of(chain, end, body)
                keys = chain.deliver_hour(end, events) if is_over else chain.deliver_logs(end, events)
                delivered += keys
                loops |= _record_deliveries(chain, keys, end)
            except DeliveryError as error:
                chain.last_end = end if is_over else chain.last_end
                undelivered.append({"account": chain.account, "region": chain.region, "reason": str(error)})
    return {
        "bucket": trail.bucket_name,
        "delivered": delivered,
        "undelivered": undelivered,
        "loops": [
            {
                "selector": selector,
                "reason": f"It selects what CloudTrail writes to {trail.bucket_name}: every file it delivers is an event that "
                "it delivers in another file, without end. Leave the bucket, or writes in it, out of the selector.",
            }
            for selector in sorted(loops)
        ],
    }


def _record_deliveries(chain: Chain, keys: List[str], end: datetime.datetime) -> Set[str]:
    """Make the deliveries of an hour events of the next, as far as the trail records them; by which selectors it does."""
    loops: Set[str] = set()
    trail = chain.trail
    for key in keys:
        event = delivery_event(trail, key, end)
        selector = selected_by(trail, event) if event else None
        if event is None or selector is None:
            continue
        for owner in _chains(trail, {"accounts": [event["recipientAccountId"]], "regions": [event["awsRegion"]]}, False):
            owner.recorded_deliveries.append(event)
            loops.add(selector)
    return loops


def _find_trail(arn: str) -> Any:
    from moto.cloudtrail.models import cloudtrail_backends

    parts = arn.split(":")
    trails = cloudtrail_backends[parts[4]][parts[3]].trails.values() if len(parts) == 6 else []
    trail = next((trail for trail in trails if trail.arn == arn), None)
    if trail is None:
        raise ControlError(f"There is no trail {arn}.")
    return trail


def _chains(trail: Any, body: Dict[str, Any], strict: bool = True) -> List[Chain]:
    chains = store_of("cloudtrail", trail.account_id, trail.region_name, "digest chains")
    accounts = [trail.account_id]
    organization = organization_of(trail.account_id)
    if trail.is_org_trail and organization is not None:
        accounts = [account.id for account in organization.accounts if account.status == "ACTIVE"]
    wanted_accounts = field(body, "accounts", list, accounts)
    regions = field(body, "regions", list, [trail.region_name])
    for account in wanted_accounts:
        if account not in accounts and not strict:
            return []
        if account not in accounts:
            raise ControlError(f"{trail.arn} does not log what account {account} does.")
    if not trail.is_multi_region and regions != [trail.region_name]:
        if not strict:
            return []
        raise ControlError(f"{trail.arn} only logs what happens in {trail.region_name}.")
    return [
        chains.setdefault((trail.trail_name, account, region), Chain(trail, account, region))
        for account in wanted_accounts
        for region in regions
    ]


def _ends(chain: Chain, hours: int) -> List[datetime.datetime]:
    now = clock.now().replace(microsecond=0)
    first = chain.last_end + HOUR if chain.last_end else now - HOUR * (hours - 1)
    ends = [first + HOUR * hour for hour in range(hours)]
    if ends[-1] > now:
        missing = int((ends[-1] - now).total_seconds())
        raise ControlError(
            f"The last files are those until {chain.last_end}, and it is {now}: {hours} more hours have not passed. "
            f'POST /simulator/clock {{"advance": {missing}}} lets them pass.'
        )
    return ends


def _events_of(chain: Chain, end: datetime.datetime, body: Dict[str, Any]) -> List[Event]:
    made_up = made_up_event(chain.account, chain.region, end - HOUR / 2)
    events = [made_up]
    if "events" in body:
        start, until = f"{end - HOUR:%Y-%m-%dT%H:%M:%SZ}", f"{end:%Y-%m-%dT%H:%M:%SZ}"
        in_last_hour = end + HOUR > clock.now()
        events = [
            {**made_up, **event}
            for event in body["events"]
            if (start < event["eventTime"] <= until if "eventTime" in event else in_last_hour)
        ]
    recorded, chain.recorded_deliveries = chain.recorded_deliveries, []
    return [event for event in events if selected_by(chain.trail, event)] + recorded
