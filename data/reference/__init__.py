"""The facts that ship with the product: tables with a source in every row, and published figures."""
