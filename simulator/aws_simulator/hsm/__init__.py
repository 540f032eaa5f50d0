"""AWS CloudHSM: clusters, their HSMs, certificates, users and backups, below the operations of its API."""
