"""The columns of the two kinds of extract, and the columns that are never allowed."""
