"""Reports: HTML pages that need no network, from saved results."""
