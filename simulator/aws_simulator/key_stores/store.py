"""A custom key store, whatever is behind it, and whether it is connected.

https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Protocol

from aws_simulator.clock import clock
from aws_simulator.context import AwsError, Context, now, random_id, store_of
from aws_simulator.slowness import KEY_STORE, slowness

SERVICE = "kms"
AWS_CLOUDHSM, EXTERNAL_KEY_STORE = "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"
CONNECTED, CONNECTING, DISCONNECTED, FAILED = "CONNECTED", "CONNECTING", "DISCONNECTED", "FAILED"


class Backing(Protocol):
    """What is behind a key store."""

    # Both as the API names it: AWS_CLOUDHSM or EXTERNAL_KEY_STORE.
    type: str

    def check_connectable(self) -> None:
        """Raise the error of what is easily seen to be wrong."""

    def connect(self) -> Optional[str]:
        """Connect to it, or return the ConnectionErrorCode that says why that failed."""

    def disconnect(self) -> None:
        """Undo what connecting did."""

    def failure(self) -> Optional[str]:
        """Why keys cannot be used although the key store is connected, or None."""

    def check_key(self, parameters: Dict[str, Any]) -> None:
        """Raise the error of a request for a key that cannot be made."""

    def describe(self) -> Dict[str, Any]:
        """What the API answers of it besides what all key stores have."""

    def describe_key(self, key: Any) -> Dict[str, Any]:
        """What the API answers of a key besides what all keys have."""


@dataclass
class KeyStore:
    """A custom key store of an account in a Region."""

    account: str
    region: str
    name: str
    backing: Backing
    id: str = field(default_factory=lambda: random_id("cks-"))
    created: datetime.datetime = field(default_factory=now)
    state: str = DISCONNECTED
    error_code: Optional[str] = None
    # How often connecting was begun: what was begun before the last time no longer matters.
    attempts: int = 0

    def connect(self) -> None:
        """Begin to connect; the end is seen in the state."""
        if self.state == FAILED:
            raise self.wrong_state("must be disconnected before it can be connected again")
        if self.state in (CONNECTED, CONNECTING):
            return
        self.backing.check_connectable()
        self.state, self.attempts = CONNECTING, self.attempts + 1
        attempt = self.attempts
        if slowness.takes_time(KEY_STORE):
            clock.after(slowness.seconds(KEY_STORE), lambda: self._finish(attempt))
        else:
            self._finish(attempt)

    def _finish(self, attempt: int) -> None:
        if self.state != CONNECTING or self.attempts != attempt:
            return
        self.error_code = self.backing.connect()
        self.state = CONNECTED if self.error_code is None else FAILED

    def disconnect(self) -> None:
        """Disconnect; also from a state in which connecting has failed."""
        if self.state == DISCONNECTED:
            raise self.wrong_state("is disconnected already")
        if self.state == CONNECTED:
            self.backing.disconnect()
        self.state, self.error_code = DISCONNECTED, None

    def wrong_state(self, message: str) -> AwsError:
        """The error of what cannot be done in this state."""
        return AwsError(
            "CustomKeyStoreInvalidStateException", f"The custom key store {self.id} is {self.state}: it {message}."
        )

    def describe(self) -> Dict[str, Any]:
        """The key store, as the API answers it."""
        store = {
            "CustomKeyStoreId": self.id,
            "CustomKeyStoreName": self.name,
            "CustomKeyStoreType": self.backing.type,
            "ConnectionState": self.state,
            "CreationDate": self.created,
            **self.backing.describe(),
        }
        return {**store, "ConnectionErrorCode": self.error_code} if self.error_code else store


def key_stores_of(account: str, region: str) -> Dict[str, KeyStore]:
    """The custom key stores of an account in a Region, by their ids."""
    return store_of(SERVICE, account, region, "custom key stores")


def find_key_store(context: Context, store_id: str) -> KeyStore:
    """A custom key store of the account in the Region."""
    store = key_stores_of(context.account, context.region).get(store_id)
    if store is None:
        raise not_found(store_id)
    return store


def not_found(name: str) -> AwsError:
    """The error of a key store that does not exist."""
    return AwsError("CustomKeyStoreNotFoundException", f"AWS KMS cannot find the custom key store {name}.")


def key_store_of(key: Any) -> Optional[KeyStore]:
    """The custom key store that a key of moto is in, or None."""
    store_id = getattr(key, "custom_key_store_id", None)
    return key_stores_of(key.account_id, key.region).get(store_id) if store_id else None


def keys_of(store: KeyStore) -> List[Any]:
    """The keys of moto that are in a custom key store, those that are pending deletion too."""
    from moto.kms.models import kms_backends

    keys = kms_backends[store.account][store.region].keys.values()
    return [key for key in keys if getattr(key, "custom_key_store_id", None) == store.id]
