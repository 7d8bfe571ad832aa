"""The description of the API, as OpenAPI 3.1."""

MOST, USUAL, LONGEST_QUERY = 100, 20, 1000
SORTS = ("relevance", "date", "upvotes")
CURSOR, DATE = r"o[0-9]{1,5}", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

Schema = dict[str, object]
_STRING: Schema = {"type": "string"}
_STRINGS: Schema = {"type": "array", "items": _STRING}
_MAYBE_STRING: Schema = {"type": ["string", "null"]}
_MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0}
_MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_ID: Schema = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "An arXiv id such as 2405.12345; the slash of an old one is written %2F.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "example": "2405.12345",
}


def describe(site: str) -> dict[str, object]:
    """Return the description of the API at a site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Daily Papers",
            "version": "1.0.0",
            "description": (
                "Research papers by day, by search and by likeness. Read-only; no key is needed. "
                "A key, sent as a bearer token, lets you ask more often."
            ),
        },
        "servers": [{"url": site}],
        "security": [{}, {"key": []}],
        "paths": {
            "/api/v1/search": _get(
                "search",
                "Find papers",
                "PaperList",
                [_query_parameter(), _sort_parameter(), *_stretch()],
                refusals=("400", "429"),
            ),
            "/api/v1/days/{day}": _get(
                "day",
                "List the papers of a day, most upvotes first",
                "PaperList",
                [_day_parameter(), *_stretch()],
            ),
            "/api/v1/trending": _get(
                "trending",
                "List what gained the most upvotes lately",
                "PaperList",
                _stretch(),
                refusals=("400", "429"),
            ),
            "/api/v1/papers/{id}": _get("paper", "Tell all of a paper", "PaperDetails", [_ID]),
            "/api/v1/papers/{id}/similar": _get(
                "similar", "List the papers most like one", "PaperList", [_ID, _stretch()[0]]
            ),
        },
        "components": {
            "schemas": {
                "Paper": _paper(),
                "PaperDetails": _details(),
                "PaperList": _list(),
                "Problem": _problem(),
            },
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _get(
    name: str,
    summary: str,
    schema: str,
    parameters: list[Schema],
    refusals: tuple[str, ...] = ("400", "404", "429"),
) -> Schema:
    why = {
        "400": "A parameter can't be read.",
        "404": "It isn't stored.",
        "429": "Too many requests; Retry-After says when to come back.",
    }
    answers: Schema = {"200": _answer("What was asked for.", "application/json", schema)}
    for status in refusals:
        answers[status] = _answer(why[status], "application/problem+json", "Problem")
    operation: Schema = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": answers,
    }
    return {"get": operation}


def _answer(description: str, content_type: str, schema: str) -> Schema:
    content = {content_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _query_parameter() -> Schema:
    return {
        "name": "q",
        "in": "query",
        "required": True,
        "description": "A query, in the language of the search box.",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
        "example": "diffusion alignment -survey",
    }


def _sort_parameter() -> Schema:
    schema = {"type": "string", "enum": list(SORTS), "default": SORTS[0]}
    return {"name": "sort", "in": "query", "schema": schema}


def _day_parameter() -> Schema:
    return {
        "name": "day",
        "in": "path",
        "required": True,
        "description": "A day such as 2024-05-27, or today for the newest list.",
        "schema": {"type": "string", "pattern": f"^({DATE}|today)$"},
        "example": "today",
    }


def _stretch() -> list[Schema]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    return [
        {"name": "limit", "in": "query", "schema": limit},
        {
            "name": "cursor",
            "in": "query",
            "description": "What next_cursor said on the page before.",
            "schema": {"type": "string", "pattern": f"^{CURSOR}$"},
        },
    ]


def _paper() -> Schema:
    properties: dict[str, Schema] = {
        "id": _STRING,
        "title": _STRING,
        "url": _MAYBE_STRING,
        "page": _STRING,
        "summary": _STRING,
        "summary_by": {"type": "string", "enum": ["authors", "source", "machine"]},
        "abstract": _STRING,
        "authors": _STRINGS,
        "organization": _MAYBE_STRING,
        "categories": _STRINGS,
        "keywords": _STRINGS,
        "published": _MAYBE_DAY,
        "revised": _MAYBE_DAY,
        "listed": _MAYBE_DAY,
        "upvotes": _MAYBE_COUNT,
        "comments": _MAYBE_COUNT,
        "stars": _MAYBE_COUNT,
        "pdf": _MAYBE_STRING,
        "code": _MAYBE_STRING,
        "is_withdrawn": {"type": "boolean"},
        "is_near": {
            "type": "boolean",
            "description": "Whether it lacks a part of what was asked for.",
        },
    }
    return _object(properties)


def _details() -> Schema:
    link = _object({"label": _STRING, "url": _STRING})
    vote = _object(
        {
            "at": {"type": "string", "format": "date-time"},
            "upvotes": {"type": "integer", "minimum": 0},
        }
    )
    more = _object(
        {
            "links": {"type": "array", "items": link},
            "votes": {"type": "array", "items": vote},
            "citation": {"type": "string", "description": "BibTeX."},
        }
    )
    return {"allOf": [{"$ref": "#/components/schemas/Paper"}, more]}


def _list() -> Schema:
    papers: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/Paper"}}
    properties: dict[str, Schema] = {
        "title": _STRING,
        "notes": _STRINGS,
        "total": {"type": "integer", "minimum": 0},
        "papers": papers,
        "next_cursor": _MAYBE_STRING,
    }
    found = _object(properties)
    found["properties"] = {
        **properties,
        "corrected": {"type": "string", "description": "What was searched for instead."},
        "suggestion": {"type": "string", "description": "What may have been meant."},
    }
    return found


def _problem() -> Schema:
    count = {"type": "integer", "minimum": 400, "maximum": 599}
    return _object({"type": _STRING, "title": _STRING, "status": count, "detail": _STRING})


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}
