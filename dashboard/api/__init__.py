"""What the browser calls besides Dash: layer frames, polygon totals, tiles, the map's bundle."""
