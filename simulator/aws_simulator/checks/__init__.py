"""What AWS refuses beyond the constraints of its models: one module or package for each service."""
