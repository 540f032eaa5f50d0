"""Updates of stacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html"""
from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from moto.cloudformation.parsing import ResourceMap, clean_json, parse_and_update_resource

from aws_simulator.registry import corrects

Template = Dict[str, Any]


@corrects(ResourceMap, "update")
def update(
    original: Callable[..., Any], self: Any, template: Template, parameters: Optional[Dict[str, Any]] = None
) -> None:
    """An update ignores conditions, and what changes through parameters of a template that changes too."""
    before, resolved_before = self._resource_json_map, _resolved(self)
    self._template, self._resource_json_map = template, template["Resources"]
    if parameters:
        self.input_parameters = parameters
    self.load_mapping()
    self.load_parameters()
    self.load_conditions()
    wanted = [name for name in _in_order(self) if _is_wanted(self, name)]
    for name in wanted:
        _create_or_update(self, name, resolved_before.get(name))
    for name in [name for name in resolved_before if name not in wanted]:
        self._delete_resource(self._parsed_resources.pop(name), before[name])


def _resolved(stack: Any) -> Dict[str, Any]:
    """What the resources that exist were made of."""
    existing = (name for name in stack._resource_json_map if stack._parsed_resources.get(name) is not None)
    return {name: clean_json(stack._resource_json_map[name], stack) for name in existing}


def _in_order(stack: Any) -> Any:
    return stack._ResourceMap__get_resources_in_dependency_order()


def _is_wanted(stack: Any, name: str) -> bool:
    condition = stack._resource_json_map[name].get("Condition")
    return not condition or bool(stack.lazy_condition_map[condition])


def _create_or_update(stack: Any, name: str, resolved_before: Optional[Template]) -> None:
    if resolved_before is None:
        stack[name]
        return
    resource_json = stack._resource_json_map[name]
    if clean_json(resource_json, stack) == resolved_before:
        return
    resource = stack._parsed_resources[name]
    updated = None
    if resource_json["Type"] == resource.cf_resource_type:
        updated = parse_and_update_resource(name, resource_json, stack, stack._account_id, stack._region_name)
    if updated is None:
        # moto cannot change the resource, so it is replaced.
        stack._delete_resource(stack._parsed_resources.pop(name), resolved_before)
        stack[name]
        return
    stack._parsed_resources[name] = updated
