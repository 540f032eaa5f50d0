"""Conformance packs of an account: https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html"""
from __future__ import annotations

from typing import Any, Dict, List, Optional

from aws_simulator.context import Context
from aws_simulator.operations.config.conformance_pack import CONFORMANCE_PACKS, ConformancePack
from aws_simulator.operations.config.naming import SERVICE, named
from aws_simulator.registry import Parameters, operation


@operation(SERVICE, "PutConformancePack")
def put_conformance_pack(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Creates or updates a conformance pack.

    https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
    """
    name = parameters["ConformancePackName"]
    packs = context.store(CONFORMANCE_PACKS)
    pack = packs.get(name) or ConformancePack(context.account, context.region, name)
    pack.put(parameters)
    packs[name] = pack
    return {"ConformancePackArn": pack.arn}


@operation(SERVICE, "DescribeConformancePacks")
def describe_conformance_packs(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns conformance packs.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConformancePacks.html
    """
    packs = _packs(context, parameters.get("ConformancePackNames"))
    return {"ConformancePackDetails": [pack.description() for pack in packs]}


@operation(SERVICE, "DescribeConformancePackStatus")
def describe_conformance_pack_status(context: Context, parameters: Parameters) -> Dict[str, Any]:
    """Returns whether conformance packs could be deployed. Names that do not exist are left out.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConformancePackStatus.html
    """
    packs = context.store(CONFORMANCE_PACKS)
    names = parameters.get("ConformancePackNames") or list(packs)
    return {"ConformancePackStatusDetails": [packs[name].status() for name in names if name in packs]}


@operation(SERVICE, "DeleteConformancePack")
def delete_conformance_pack(context: Context, parameters: Parameters) -> None:
    """Deletes a conformance pack.

    https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConformancePack.html
    """
    pack = _packs(context, [parameters["ConformancePackName"]])[0]
    pack.check_owner()
    pack.delete()
    del context.store(CONFORMANCE_PACKS)[pack.name]


def _packs(context: Context, names: Optional[List[str]]) -> List[ConformancePack]:
    return named(context, CONFORMANCE_PACKS, names, "NoSuchConformancePackException", "conformance packs")
