"""What sets two plans apart, and why a unit is where it is."""
