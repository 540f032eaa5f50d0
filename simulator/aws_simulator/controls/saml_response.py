"""``/simulator/saml-response``: a signed response of an identity provider that ``/simulator/saml-issuer`` has made."""
from __future__ import annotations

import base64
import datetime
import uuid
from typing import TYPE_CHECKING, Any, Dict, List, Optional
from xml.etree import ElementTree

from aws_simulator.clock import clock
from aws_simulator.control import ControlError, control, field
from aws_simulator.controls.saml_issuer import signing_keys
from aws_simulator.identities.saml import ATTRIBUTES, RESPONSE_URL
from aws_simulator.project import signed_saml

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

SECONDS_VALID = 300
_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_SIGNED = {"assertion": ["Assertion"], "response": ["Response"], "both": ["Assertion", "Response"], "nothing": []}
_AWS_ATTRIBUTES = ("Role", "RoleSessionName", "SessionDuration", "SourceIdentity", "TransitiveTagKeys")


@control("POST", "saml-response")
def sign_response(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Sign ``{"issuer": entity id, "role": ARN, "provider": ARN, "name": session name}``, and return it in Base64.

    Further attributes, each a value or a list of them, are in ``attributes``, by the ends of AWS's names or by other
    names; null takes one out. ``subject``, ``subjectFormat``, ``audience``, ``recipient`` and ``status`` replace what
    is right; ``notBefore``, ``notOnOrAfter`` and ``sessionNotOnOrAfter`` are seconds from now; ``signed`` is
    ``assertion``, ``response``, ``both`` or ``nothing``.
    """
    issuer = field(body, "issuer", str)
    key = signing_keys().get(issuer)
    if key is None:
        raise ControlError(f"There is no identity provider {issuer}; POST /simulator/saml-issuer makes one.")
    signed = field(body, "signed", str, "assertion")
    if signed not in _SIGNED:
        raise ControlError(f"What is signed is one of {', '.join(_SIGNED)}, not {signed!r}.")
    text = ElementTree.tostring(_response(issuer, body), encoding="unicode")
    response = signed_saml(text, _SIGNED[signed], key.private_key, key.certificate)
    return {"response": base64.b64encode(response.encode()).decode()}


def _response(issuer: str, body: Dict[str, Any]) -> ElementTree.Element:
    now = _time(0)
    root = ElementTree.Element(f"{{{_PROTOCOL}}}Response", {"ID": _id(), "Version": "2.0", "IssueInstant": now})
    _add(root, "Issuer", issuer)
    status = ElementTree.SubElement(root, f"{{{_PROTOCOL}}}Status")
    code = field(body, "status", str, "urn:oasis:names:tc:SAML:2.0:status:Success")
    ElementTree.SubElement(status, f"{{{_PROTOCOL}}}StatusCode", {"Value": code})
    assertion = _add(root, "Assertion", ID=_id(), Version="2.0", IssueInstant=now)
    _add(assertion, "Issuer", issuer)
    begin, end = _time(field(body, "notBefore", int, 0)), _time(field(body, "notOnOrAfter", int, SECONDS_VALID))
    subject = _add(assertion, "Subject")
    _add(subject, "NameID", field(body, "subject", str, "ada"), Format=field(body, "subjectFormat", str, _FORMAT))
    confirmation = _add(subject, "SubjectConfirmation", Method="urn:oasis:names:tc:SAML:2.0:cm:bearer")
    recipient = field(body, "recipient", str, RESPONSE_URL)
    _add(confirmation, "SubjectConfirmationData", NotOnOrAfter=end, Recipient=recipient)
    conditions = _add(assertion, "Conditions", NotBefore=begin, NotOnOrAfter=end)
    _add(_add(conditions, "AudienceRestriction"), "Audience", field(body, "audience", str, RESPONSE_URL))
    ends = "sessionNotOnOrAfter"
    session = {"SessionNotOnOrAfter": _time(field(body, ends, int))} if ends in body else {}
    context = _add(_add(assertion, "AuthnStatement", AuthnInstant=now, **session), "AuthnContext")
    _add(context, "AuthnContextClassRef", "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified")
    statement = _add(assertion, "AttributeStatement")
    for name, values in _attributes(body).items():
        attribute = _add(statement, "Attribute", Name=name)
        for value in values:
            _add(attribute, "AttributeValue", str(value))
    return root


def _attributes(body: Dict[str, Any]) -> Dict[str, List[Any]]:
    attributes: Dict[str, Any] = {
        "Role": f"{field(body, 'role', str)},{field(body, 'provider', str)}",
        "RoleSessionName": field(body, "name", str),
        **field(body, "attributes", dict, {}),
    }
    sent = {_full_name(name): value for name, value in attributes.items() if value is not None}
    return {name: value if isinstance(value, list) else [value] for name, value in sent.items()}


def _full_name(name: str) -> str:
    return ATTRIBUTES + name if name in _AWS_ATTRIBUTES or name.startswith("PrincipalTag:") else name


def _add(parent: ElementTree.Element, name: str, text: Optional[str] = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ASSERTION}}}{name}", attributes)
    element.text = text
    return element


def _id() -> str:
    return f"_{uuid.uuid4().hex}"


def _time(seconds: int) -> str:
    return f"{clock.now() + datetime.timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"
