"""The instructor's pages: marking by question, and the analysis of the questions."""
