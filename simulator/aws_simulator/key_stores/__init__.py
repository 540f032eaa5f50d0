"""Custom key stores of AWS KMS, and what is behind them: a CloudHSM cluster, or a proxy of an external key manager.

https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html
"""
