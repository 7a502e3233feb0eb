"""The one room that knows nbgrader: building, releasing, registering and grading assignments."""
