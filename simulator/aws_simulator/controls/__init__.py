"""The answers to the simulator's own requests, a module for each: see ``aws_simulator.control``."""
