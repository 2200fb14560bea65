"""Readers of the forms that the Rules of the Unified Contact Center set."""

from ingest.forms.annex1 import Annex1Form, Annex1Row, Contacts, read_annex1
from ingest.forms.annex1_columns import Column
from ingest.forms.errors import FormError, FormProblem
from ingest.forms.requisites import ActReference

__all__ = [
    "ActReference",
    "Annex1Form",
    "Annex1Row",
    "Column",
    "Contacts",
    "FormError",
    "FormProblem",
    "read_annex1",
]
