"""What a reader could find by subtracting one answer from another, and what is withheld for it.

Tables are guarded without memory: the same question has the same answer for everyone. Drawn shapes,
of which there is no end, are compared with what the same person has been told of others. See
``docs/disclosure.md`` for what this promises and what it does not.
"""
