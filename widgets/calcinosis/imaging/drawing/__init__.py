"""How each plate is computed; used only by ``python -m calcinosis.imaging``, never by a learner's page."""
