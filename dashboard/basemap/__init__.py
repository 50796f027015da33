"""The offline base map and the region outlines, built once into two tile archives."""
