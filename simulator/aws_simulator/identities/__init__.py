"""What proves who somebody is: codes of MFA devices, and tokens of identity providers."""
