"""How certain a proportion is. Standard library only."""

import math

Z = 1.959963984540054
"""Normal quantile of a 95 % interval."""


def wilson(right: float, answers: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a proportion (Wilson, J Am Stat Assoc 1927), ``answers`` above 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)

    Examples
    --------
    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    share = right / answers
    middle = share + Z * Z / (2 * answers)
    half = Z * math.sqrt(share * (1 - share) / answers + Z * Z / (4 * answers * answers))
    whole = 1 + Z * Z / answers
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
