"""Where things are: counties, regions, cells, and polygons from outside."""
