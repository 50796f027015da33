"""Alembic's environment for the tables of plans, and one module for each change of them."""
