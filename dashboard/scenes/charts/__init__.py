"""Charts of scenes as SVG: lines with bands, bars, and waterfalls, legible from three metres."""
