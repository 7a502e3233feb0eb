"""What stands beside the text of a lesson: sources, glossary, the evidence explorer."""
