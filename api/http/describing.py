"""What the OpenAPI description says beyond the routes themselves: problems, and who may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from api.http.parameters import problems
from api.http.problems import Problem
from api.http.rights import Needs, Rule

_CONVERTER = re.compile(r":\w+(?=\})")
_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API token, made on the page of an account or by `bilim token add`",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "bilim_session",
        "description": "The cookie of a person signed in on the pages (over https it begins with "
        "__Host-); what changes something then also needs the header X-Form-Token",
    },
}


def describe(app: FastAPI, rules: Mapping[tuple[str, str], Rule]) -> None:
    """Put our own problems and the rules of the routes into the description of ``app``."""
    describe_routes = app.openapi

    def described() -> dict[str, Any]:
        schema = describe_routes()  # made once and kept by the app: this changes what is kept
        schemas = schema["components"]["schemas"]
        if Problem.__name__ not in schemas:
            _describe_problems(schemas)
            schema["components"]["securitySchemes"] = _SCHEMES
            for (method, path), rule in rules.items():
                operation = schema["paths"].get(_CONVERTER.sub("", path), {}).get(method.lower())
                if operation is not None and isinstance(rule, Needs):
                    _describe_rule(operation, rule)
        return schema

    app.openapi = described  # type: ignore[method-assign]


def _describe_problems(schemas: dict[str, Any]) -> None:
    """Problem's schema in place of the framework's own 422."""
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    own = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(own.pop("$defs", {}))
    schemas[Problem.__name__] = own


def _describe_rule(operation: dict[str, Any], rule: Needs) -> None:
    operation["security"] = [{name: []} for name in _SCHEMES]
    operation["x-action"] = rule.action.value
    for status, response in problems(401, 403).items():
        operation["responses"].setdefault(str(status), response)
