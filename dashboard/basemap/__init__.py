"""The offline base map and the region outlines, built once into tile archives."""
