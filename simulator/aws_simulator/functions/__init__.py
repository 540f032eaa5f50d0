"""Lambda functions run: their code is unpacked and started in a process of its own, outside the simulator's lock."""
