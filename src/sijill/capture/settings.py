"""
What can be set about capturing.
"""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `capture`.

    Attributes:
        max_document_bytes: Largest page, file or member of a container, in bytes.
        max_container_bytes: Largest container given as a file, in bytes.
        max_unpacked_bytes: Bytes that all members of one container may unpack to together.
        max_members: Members of one container, nested ones included.
        max_depth: Containers inside one another, the outermost counted.
        max_ratio: Bytes out for one byte in, above which an archive counts as a bomb.
        ratio_floor_bytes: Unpacked size below which the ratio is not looked at, in bytes.
        deadline_seconds: For one address, redirects and all, in seconds.
        wait_seconds: For one answer of the network (connect, read, write), in seconds.
        max_redirects: Redirects followed for one address.
        allowed_ports: Ports that may be asked.
        max_feed_entries: Entries of a feed that are followed, newest as the feed has them.
        user_agent: As told to servers.
        proxy: URL of an HTTP proxy; ``None``: none, whatever the environment says. The
            proxy looks names up again, so that the guard holds only as far as it does.
    """

    max_document_bytes: int = 64 * MEBIBYTE
    max_container_bytes: int = 1024 * MEBIBYTE
    max_unpacked_bytes: int = 2048 * MEBIBYTE
    max_members: int = 100_000
    max_depth: int = 4
    max_ratio: float = 200.0
    ratio_floor_bytes: int = 8 * MEBIBYTE
    deadline_seconds: float = 60.0
    wait_seconds: float = 15.0
    max_redirects: int = 8
    allowed_ports: tuple[int, ...] = (80, 443, 8080, 8443)
    max_feed_entries: int = 500
    user_agent: str = "Mozilla/5.0 (compatible; Sijill)"
    proxy: str | None = None
