"""Excel's ribbon: one list of buttons, and what is made of it and of the registry of functions."""
