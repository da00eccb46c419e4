"""
How much the opening of one container may still cost.
"""

from __future__ import annotations

from sijill.capture.settings import Settings
from sijill.errors import RefusedError


class Budget:
    """
    What is left for one container and everything nested in it.

    Attributes:
        settings: The bounds.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._bytes_left = settings.max_unpacked_bytes
        self._members_left = settings.max_members

    def is_spent(self) -> bool:
        """Whether nothing more may be unpacked."""
        return self._bytes_left < 0

    def take_member(self) -> None:
        """
        Count one more member.

        Raises:
            RefusedError: There are more than `Settings.max_members`.
        """
        self._members_left -= 1
        if self._members_left < 0:
            raise RefusedError(
                "unsafe_archive",
                f"the container holds more than {self.settings.max_members} members; "
                "split it, or raise max_members.",
            )

    def take_bytes(self, size: int) -> None:
        """
        Count *size* more unpacked bytes.

        Raises:
            RefusedError: They are more than `Settings.max_unpacked_bytes`.
        """
        self._bytes_left -= size
        if self._bytes_left < 0:
            raise RefusedError(
                "unsafe_archive",
                f"the container unpacks to more than {self.settings.max_unpacked_bytes} bytes; "
                "split it, or raise max_unpacked_bytes.",
            )

    def check_ratio(self, *, packed: int, unpacked: int) -> None:
        """
        Look whether so many bytes may come of so few.

        Raises:
            RefusedError: The ratio is above `Settings.max_ratio`, as in a bomb.
        """
        if unpacked <= self.settings.ratio_floor_bytes:
            return
        if unpacked > self.settings.max_ratio * max(packed, 1):
            raise RefusedError(
                "unsafe_archive",
                f"{packed} bytes unpack to {unpacked} or more, as in a bomb; "
                "unpack it by hand if it can be trusted, or raise max_ratio.",
            )

    def check_document(self, size: int) -> None:
        """
        Look whether a document may be as large as that.

        Raises:
            RefusedError: It is larger than `Settings.max_document_bytes`.
        """
        if size > self.settings.max_document_bytes:
            raise RefusedError(
                "too_large",
                f"the document has more than {self.settings.max_document_bytes} bytes; "
                "split it, or raise max_document_bytes.",
            )
