"""What moto's CloudFormation asks of a resource."""
from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Tuple

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel

Properties = Dict[str, Any]


class StackResource(CloudFormationModel):
    """A resource of a stack, which creates, updates and deletes something of an account in a Region."""

    type: ClassVar[str] = ""
    # The property that is the resource's name, if it has one.
    name_property: ClassVar[str] = ""
    # A change of one of these properties replaces the resource.
    replaced_by: ClassVar[Tuple[str, ...]] = ()
    # What Fn::GetAtt takes.
    attributes: ClassVar[Tuple[str, ...]] = ("Arn",)

    def __init__(self, name: str, properties: Properties, account: str, region: str):
        self.name = properties.get(self.name_property) or name
        self.properties = properties
        self.account = account
        self.region = region
        self.depends_on: List[str] = []

    def create(self) -> None:
        """Create what the properties describe."""
        raise NotImplementedError

    def update(self, before: Properties) -> None:
        """Change what was created with other properties."""
        raise NotImplementedError

    def remove(self) -> None:
        """Delete what was created, if it is still there."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Is it created for good, or does it wait for another resource?"""
        return True

    def attribute(self, name: str) -> Optional[str]:
        """The value of an attribute for Fn::GetAtt."""
        return None

    @property
    def physical_resource_id(self) -> str:
        """What Ref returns."""
        return self.name

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.type

    @classmethod
    def cloudformation_name_type(cls) -> str:
        return cls.name_property

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in cls.attributes

    def get_cfn_attribute(self, attribute_name: str) -> str:
        value = self.attribute(attribute_name)
        if value is None:
            raise UnformattedGetAttTemplateException()
        return value

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> "StackResource":
        resource = cls(resource_name, cloudformation_json.get("Properties") or {}, account_id, region_name)
        depends_on = cloudformation_json.get("DependsOn") or []
        resource.depends_on = [depends_on] if isinstance(depends_on, str) else depends_on
        resource.create()
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: Any,
        new_resource_name: str,
        cloudformation_json: Any,
        account_id: str,
        region_name: str,
    ) -> "StackResource":
        properties = cloudformation_json.get("Properties") or {}
        before = original_resource.properties
        if any(properties.get(name) != before.get(name) for name in (cls.name_property, *cls.replaced_by) if name):
            original_resource.remove()
            return cls.create_from_cloudformation_json(
                new_resource_name, cloudformation_json, account_id, region_name
            )
        original_resource.properties = properties
        original_resource.update(before)
        return original_resource

    def delete(self, account_id: str, region_name: str) -> None:
        self.remove()

    def is_created(self) -> bool:
        return self.is_ready()
