"""Controls, cards, charts, tables and the map: each shows an answer, none makes a number."""
