"""Live figures and pages as widgets: each panel is a Python file with its JavaScript and style beside it."""
