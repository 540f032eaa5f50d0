"""The schemas of CloudFormation's resource types, which cfn-lint carries: AWS's own, in each Region those that it has.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
"""
from __future__ import annotations

import functools
import importlib.util
import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

Properties = Dict[str, Any]


class ResourceType:
    """A type of resources in a Region."""

    def __init__(self, name: str, schema: Dict[str, Any]):
        self.name = name
        self.schema = schema

    @property
    def identifiers(self) -> List[str]:
        """The properties that identify a resource, in their order."""
        return [_name(pointer) for pointer in self.schema["primaryIdentifier"]]

    def pointers(self, kind: str) -> List[str]:
        """The properties that are ``readOnly``, ``writeOnly`` or ``createOnly``, as paths such as ``Targets/AccountIds``."""
        return [_name(pointer) for pointer in self.schema.get(f"{kind}Properties") or []]

    def problems(self, properties: Properties) -> Iterator[str]:
        """What is wrong with the desired properties, in the words of AWS's own validation of models."""
        import jsonschema

        for name in self.pointers("readOnly"):
            if "/" not in name and name in properties:
                yield f"#: extraneous key [{name}] is not permitted"
        for error in jsonschema.Draft7Validator(self.schema).iter_errors(properties):
            yield _problem(error)

    def without_write_only(self, properties: Properties) -> Properties:
        """The properties as they are read: those that can only be written are left out."""
        hidden = self.pointers("writeOnly")
        return {name: value for name, value in properties.items() if name not in hidden}


def _problem(error: Any) -> str:
    path = "#" + "".join(f"/{part}" for part in error.absolute_path)
    if error.validator == "required":
        missing = error.message.split("'")[1]
        return f"{path}: required key [{missing}] not found"
    if error.validator == "additionalProperties":
        extra = next(iter(set(error.instance) - set(error.schema.get("properties") or {})), "")
        return f"{path}: extraneous key [{extra}] is not permitted"
    return f"{path}: {error.message}"


def find_type(region: str, name: str) -> Optional[ResourceType]:
    """The type with this name, such as ``AWS::Logs::LogGroup``, when the Region has it."""
    schema_hash = _types(region).get(name)
    if schema_hash is None:
        return None
    return ResourceType(name, _schema(schema_hash))


@functools.lru_cache(maxsize=None)
def _types(region: str) -> Dict[str, str]:
    path = _folder() / "providers" / f"{region.replace('-', '_')}.py"
    if not path.exists():
        return {}
    spec = importlib.util.spec_from_file_location(f"aws_simulator_types_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.types


@functools.lru_cache(maxsize=None)
def _schema(schema_hash: str) -> Dict[str, Any]:
    return json.loads((_folder() / "resources" / f"{schema_hash}.json").read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=None)
def _folder() -> Path:
    """cfn-lint's schemas. Importing cfn-lint for them would take seconds."""
    spec = importlib.util.find_spec("cfnlint")
    assert spec is not None and spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "data" / "schemas"


def _name(pointer: str) -> str:
    return pointer[len("/properties/"):]


def split_name(name: str) -> Tuple[str, str]:
    """The service and the kind of a type: ``AWS::InspectorV2::CisScanConfiguration`` has ``inspectorv2`` and the last part."""
    _, service, kind = name.split("::")
    return service.lower(), kind
