"""What people see: pages, the map component, the live API, the command line."""
