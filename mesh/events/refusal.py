"""Why a feed file is not ingested."""

from mesh.errors import MeshError


class RefusedError(MeshError):
    """A whole-file fault: the file is not ingested and nothing was changed."""


class AlreadyIngestedError(RefusedError):
    """The same content is in the topic already."""


class WrongEncodingError(RefusedError):
    """The file's bytes are not of the encoding that was tried."""


def refusal(name: str, why: str, what_to_do: str) -> RefusedError:
    """Compose the sentence of a refusal. `why` and `what_to_do` are clauses without a full stop."""
    return RefusedError(f"{name} was refused and nothing was changed: {why}; {what_to_do}.")
