"""The pages, each with ``PATH``, ``TITLE``, ``layout`` and ``register``."""
