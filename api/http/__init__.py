"""The HTTP door: Bilim's use cases under ``/api/v1``, health, and the app that also bears pages."""
