"""The virtual patients' page."""
