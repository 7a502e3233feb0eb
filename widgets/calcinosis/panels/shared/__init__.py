"""What every panel is built on: the widget, its frame, its figures' parts, the look and the line to Python."""
