"""What each kind of scene says: one small module for each."""
