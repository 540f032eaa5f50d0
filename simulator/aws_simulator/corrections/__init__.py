"""Corrections of what moto does differently from AWS, one module per service."""
