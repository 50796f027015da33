"""What every answer over the web carries, and what every request must hold."""
