"""Pages that are built from what the lessons declare, so that two lessons never edit one file."""
