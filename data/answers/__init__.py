"""Questions in, answers out: the filter, the engine, disclosure control and the gate."""
