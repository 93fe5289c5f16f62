"""What JSON schemas are put together from."""

from __future__ import annotations

from typing import Any, Final

__all__ = [
    "COUNT",
    "DATE",
    "NUMBER",
    "SHARE",
    "Schema",
    "TEXT",
    "described",
    "list_of",
    "object_of",
    "or_null",
    "ref",
]

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
NUMBER: Final[Schema] = {"type": "number"}
SHARE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}
DATE: Final[Schema] = {
    "type": "string",
    "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "As exact as it is known: 2019, 2019-03 or 2019-03-05.",
}


def object_of(about: str = "", /, **properties: Schema) -> Schema:
    """Return an object with just these properties, all of them there."""
    found: Schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": about} | found if about else found


def list_of(items: Schema, **more: Any) -> Schema:
    """Return a list of these."""
    return {"type": "array", "items": items, **more}


def ref(name: str) -> Schema:
    """Return a component of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def described(schema: Schema, about: str) -> Schema:
    """Return a schema with a sentence about it."""
    return schema | {"description": about}


def or_null(schema: Schema) -> Schema:
    """Return what may be ``null`` as well."""
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
