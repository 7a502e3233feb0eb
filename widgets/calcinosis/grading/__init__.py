"""The one room that knows nbgrader: building, releasing, registering and grading assignments.

``course`` says where everything lies. ``build`` makes assignments from the bank; the ``registrar`` process makes
nbgrader submissions of what learners hand in, has them marked by ``grade`` and gives results back (``feedback``).
``gradebook`` reads and writes nbgrader's rows. ``desk`` serves the page on which free text is marked, ``item_desk``
the page of item analysis; ``regrade`` marks again after a change of key. ``sandbox`` runs learners' programs.
"""
