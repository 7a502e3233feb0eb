"""Errors that a person can act on."""


class CalcinosisError(Exception):
    """A mistake in course material or settings.

    The message is one sentence for the person who can mend it: what is wrong, where
    (file, item, field, value), and what to do. The command line prints it alone, without a traceback.
    """
