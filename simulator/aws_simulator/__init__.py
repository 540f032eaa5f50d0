"""A local AWS for deploying the landing zone without an AWS account.

moto's server does most of the work. This package puts an overlay in front of it that answers the AWS operations moto
lacks (``operations``) and corrects moto's behaviour where it differs from AWS (``corrections``).
"""
