"""Questions, variants, marking, and the record of what learners answered. Knows no Jupyter."""
