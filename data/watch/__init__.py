"""Alerts: rules over monthly counts, how often each is wrong, and what people did about them."""
