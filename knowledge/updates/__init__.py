"""Articles that must be updated: what made them stale, by when, and who moves the update on.

Import what you need from ``values``, ``transitions``, ``detection`` and ``merging``.
"""
