"""The live figures of the human model, and the laboratory that joins them."""
