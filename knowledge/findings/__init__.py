"""Findings: where the two languages of one edition disagree, or an edition contradicts itself.

Kazakh and Russian are both authentic, so a difference is a matter for the body that adopted the
act; until it is put right an operator has to know of it.
"""
