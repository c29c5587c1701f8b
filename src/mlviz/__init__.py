"""The pictures of the course: figures, sliders, draggable widgets, predictions."""
