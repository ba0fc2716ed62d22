"""The one exception that users see."""


class MeshError(Exception):
    """Something a person can mend: one sentence with what, where, why and what to do.

    The command line prints the sentence without a traceback and exits with 1; nothing was changed.
    """
