"""``/simulator/stored-object``: what nobody can do to objects over S3, because a policy or a lock refuses it."""
from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, Callable, Dict

from aws_simulator.control import ControlError, control, field
from aws_simulator.grants import find_bucket

if TYPE_CHECKING:
    from aws_simulator.overlay import Simulator

METADATA = "x-amz-meta-"


@control("POST", "stored-object")
def change_stored_object(simulator: "Simulator", body: Dict[str, Any]) -> Dict[str, Any]:
    """Do something to ``{"bucket": name, "key": text, "do": what}``, whatever policies and locks say.

    - ``read`` answers with ``content`` (base 64) and ``metadata``.
    - ``write`` writes a new version with such ``content``, and the ``metadata`` of the version before or those given.
    - ``alter`` gives the newest version another ``content``, as nobody can over S3: it stays the version it is, and S3 tells
      nobody.
    - ``hide`` puts a delete marker on it.
    - ``destroy`` removes all versions, and S3 tells nobody.
    """
    load = _ACTIONS.get(field(body, "do", str))
    if load is None:
        raise ControlError(f"The field 'do' must be one of {', '.join(_ACTIONS)}.")
    bucket = find_bucket(field(body, "bucket", str))
    if bucket is None:
        raise ControlError(f"There is no bucket {body['bucket']}.")
    return load(bucket, field(body, "key", str), body)


def _read(bucket: Any, key: str, body: Dict[str, Any]) -> Dict[str, Any]:
    version = _newest(bucket, key)
    return {"content": base64.b64encode(version.value).decode(), "metadata": _metadata_of(version)}


def _write(bucket: Any, key: str, body: Dict[str, Any]) -> Dict[str, Any]:
    before = _newest(bucket, key) if "metadata" not in body or bucket.keys.getlist(key) else None
    metadata = field(body, "metadata", dict, _metadata_of(before) if before else {})
    encryption = {"encryption": before.encryption, "kms_key_id": before.kms_key_id} if before else {}
    version = _backend_of(bucket).put_object(bucket.name, key, _content(body), **encryption)
    version.encryption_context = getattr(before, "encryption_context", {})
    version.set_metadata({f"{METADATA}{name}": value for name, value in metadata.items()})
    return {"versionId": version.version_id}


def _alter(bucket: Any, key: str, body: Dict[str, Any]) -> Dict[str, Any]:
    version = _newest(bucket, key)
    version.value = _content(body)
    # Whoever alters what is stored alters its checksum, too.
    version.checksum_algorithm = version.checksum_value = None
    return {"versionId": version.version_id}


def _hide(bucket: Any, key: str, body: Dict[str, Any]) -> Dict[str, Any]:
    _newest(bucket, key)
    _, headers = _backend_of(bucket).delete_object(bucket.name, key)
    return {"versionId": headers.get("version-id")}


def _destroy(bucket: Any, key: str, body: Dict[str, Any]) -> Dict[str, Any]:
    versions = bucket.keys.getlist(key) or []
    if not versions:
        raise ControlError(f"There is no object {key}.")
    dict.pop(bucket.keys, key)
    return {"versions": len(versions)}


_ACTIONS: Dict[str, Callable[[Any, str, Dict[str, Any]], Dict[str, Any]]] = {
    "read": _read, "write": _write, "alter": _alter, "hide": _hide, "destroy": _destroy
}


def _newest(bucket: Any, key: str) -> Any:
    versions = bucket.keys.getlist(key) or []
    if not versions or not hasattr(versions[-1], "value"):
        raise ControlError(f"There is no object {key}.")
    return versions[-1]


def _metadata_of(version: Any) -> Dict[str, str]:
    return {name[len(METADATA) :]: value for name, value in version.metadata.items() if name.startswith(METADATA)}


def _content(body: Dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(field(body, "content", str), validate=True)
    except binascii.Error:
        raise ControlError("The field 'content' must be base 64.") from None


def _backend_of(bucket: Any) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[bucket.account_id]["aws"]
