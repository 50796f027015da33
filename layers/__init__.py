"""What goes on a map: one small file per layer, each with its question, style, legend and caveat.

A further layer is a further file with ``LAYER = Layer(...)``; :func:`layers.discovery.discover`
finds it, and every contract test then holds for it.
"""
