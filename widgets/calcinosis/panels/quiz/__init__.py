"""Questions as a learner meets them: in a quiz, as a check inside a lesson, on the feedback page."""
