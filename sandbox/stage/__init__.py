"""People with a hand on each platform, for the demo and the journeys: what they type, press and read, nothing else."""
