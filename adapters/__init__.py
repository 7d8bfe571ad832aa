"""The platforms: each room knows its SDK, the message and the errors, nothing else."""
