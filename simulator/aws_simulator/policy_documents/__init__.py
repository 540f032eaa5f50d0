"""Policy documents as AWS checks them when they are written: one checker for all kinds of policies.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""
