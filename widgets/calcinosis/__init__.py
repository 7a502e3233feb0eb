"""An interactive course on calcinosis: physiology, questions, panels, grading and serving.

Nothing is re-exported here, so that a learner's kernel loads only what its page needs.
"""
