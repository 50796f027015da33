"""Maps as vectors: what the map component draws, for the wall, for paper and for slides."""
