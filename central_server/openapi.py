"""Writes docs/openapi.json: ``python -m central_server.openapi``. A test fails when it is stale."""

import json
from pathlib import Path

from sqlalchemy import create_engine

from central_server.app import create_app


def written() -> str:
    """The text of docs/openapi.json."""
    app = create_app(create_engine("sqlite://"), None)
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path("docs/openapi.json").write_text(written(), encoding="utf-8")
