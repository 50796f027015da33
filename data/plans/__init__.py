"""Plans: partitions of counties among regions, and every change to them.

A plan deals *units* out to *regions*. Its regions' geometry follows from their units, so that a border
between two regions is one border. A change is an :mod:`edit <data.plans.edits>` that makes a new plan;
nothing is changed in place.
"""
