"""Questions, variants, marking, and the record of what learners answered. Knows no Jupyter.

``kinds`` holds one file for each kind of question; ``kinds.base`` says what a kind consists of. ``bank`` reads the
items and quizzes that authors write, ``public`` takes the keys out of them, ``present`` shows them to one learner,
``marking`` marks an answer. ``records`` stores answers; ``sitting`` decides when a quiz is open and which attempt
counts. ``replay`` and ``analysis`` work on the answers of a whole class. ``cases`` is the virtual patients.
"""
