"""Pure science of calcium and phosphate: quantities, chemistry, the human model, conditions and protocols.

A reading order for a newcomer:

1. `quantities` and `parameters`: what the model reports and what describes a person, each with its unit.
2. `body`, `chemistry` and `blood`: the healthy reference, ion pairs and saturation, total and ionised calcium.
3. One organ or hormone a file, the numbers with their sources on top: `gut`, `kidney`, `bone`, `cells`, `parathyroid`,
   `vitamin_d`, `fgf23`, `deposition`.
4. `equations`, `derivatives` and `homeostasis`: how these join into one system of differential equations.
5. `events`, `drugs`, `treatments` and `protocols`: what can be done to a person, and when; `inputs` turns it into what
   the equations read.
6. `simulate`, `settle`, `lsoda` and `trajectory`: a run, a steady state, the solver, the answer.
7. `conditions`: diseases as changed parameters; `clinical`: what a clinician would read from the results.
8. `validation`: the checks against published findings, and `validation.shortfalls`: why some fail.

`MODEL.md` tells where the equations come from, what was changed since and what is still wrong.
"""
