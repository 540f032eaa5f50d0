"""Tests of the simulator, through boto3 against a running server."""
