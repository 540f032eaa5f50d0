"""What Amazon Inspector knows and does, in each account and Region, whoever asks for it.

https://docs.aws.amazon.com/inspector/latest/user/what-is-inspector.html
"""
