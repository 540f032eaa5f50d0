"""The constraints that botocore's models put on parameters: what AWS refuses before an operation looks at them."""
