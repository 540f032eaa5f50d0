"""The AWS operations that moto lacks, one module per service."""
