"""Virtual patients: cases as their authors write them, dealt as variants, played move by move, and debriefed."""
