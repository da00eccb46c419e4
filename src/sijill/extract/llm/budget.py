"""
How much of a model's time one run may still take.
"""

from __future__ import annotations

from sijill.errors import RefusedError
from sijill.extract.settings import Settings

_BYTES_A_TOKEN = 4  # where a server does not count them itself


class Budget:
    """
    Requests and tokens that are left.

    Attributes:
        requests: Requests left.
        tokens: Tokens left; a last answer may go below 0.
    """

    def __init__(self, settings: Settings) -> None:
        self.requests = settings.budget_requests
        self.tokens = settings.budget_tokens

    def take_request(self) -> None:
        """
        Count one more request.

        Raises:
            RefusedError: ``budget_used_up``: there is none left.
        """
        for what, left in (("requests", self.requests), ("tokens", self.tokens)):
            if left <= 0:
                raise RefusedError(
                    "budget_used_up",
                    f"the model's budget of {what} for this run is used up; run again, or "
                    f"raise budget_{what}.",
                )
        self.requests -= 1

    def take_tokens(self, told: object, *, sent: int, got: int) -> None:
        """Count the tokens that the server *told*, or a guess from the bytes."""
        whole = isinstance(told, int) and not isinstance(told, bool) and told > 0
        self.tokens -= int(str(told)) if whole else (sent + got) // _BYTES_A_TOKEN
