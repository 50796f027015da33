"""What is true: extracts in, exact numbers out. Knows no screen."""
