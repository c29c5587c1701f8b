"""The website of the course: its theme, its mathematics, its pictures, its measurements."""
