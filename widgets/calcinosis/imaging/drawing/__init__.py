"""How each plate is computed; only ``python -m calcinosis.imaging`` comes here, never a learner's page."""
