"""The course home: progress, search, the learner's own record."""
