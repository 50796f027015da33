"""Changes of the tables of plans, oldest first; one that was released is never edited."""
