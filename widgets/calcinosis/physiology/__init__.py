"""The science of calcium and phosphate: quantities, the human model, conditions, protocols, checks of the model.

``MODEL.md`` derives the model. In the code, begin with ``quantities`` (names and units) and ``parameters`` (what can
be set); then one file for each organ or mechanism (``gut``, ``kidney``, ``bone``, ``parathyroid``, ``vitamin_d``,
``fgf23``, ``cells``, ``blood``, ``deposition``), which ``homeostasis`` puts in order. ``equations``, ``derivatives``
and ``dynamics`` compile these small functions into one fast right-hand side and its Jacobian; ``simulate`` and
``settle`` solve it. ``conditions`` and ``protocols`` say who is simulated and what is done to them; ``validation``
compares the results with published values.
"""
