"""What can be wrong with an encoder, told apart by what the reader has to do about it."""

from __future__ import annotations


class EncoderError(Exception):
    """An encoder cannot be had or cannot be trusted."""


class EncoderSpecificationError(EncoderError):
    """The words that name an encoder are not understood."""


class EncoderFilesError(EncoderError):
    """The files of an encoder are missing, damaged, or do not belong together."""


class EncoderUnavailableError(EncoderError):
    """An encoder needs a package or a model that is not on this machine."""
