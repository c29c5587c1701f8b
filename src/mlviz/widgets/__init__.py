"""Draggable pictures, one module each; the script of the same name lies in static/widgets."""
