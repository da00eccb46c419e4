"""
What a browser is called, out of what it says of itself.
"""

from __future__ import annotations

# By what tells them apart; each says the names of those below it too.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def name_browser(said: str) -> str:
    """
    Return a browser and its system as people call them; what says neither is shown as it is.

    Examples:
        >>> name_browser("Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/133.0")
        'Firefox, Windows'
        >>> name_browser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131 Safari")
        'Chrome, Linux'
        >>> name_browser("curl/8.5.0")
        'curl/8.5.0'
    """
    found = [
        next((name for mark, name in known if mark in said), None)
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or said
