"""What the ORM believes of the tables is what the migrations made of them."""

import importlib
import inspect

import pytest
from tortoise import fields
from tortoise.models import Model

from backend.server.resources import table_modules

COLUMNS = """
SELECT column_name AS name, data_type AS type, is_nullable = 'YES' AS is_nullable,
       column_default IS NOT NULL OR is_identity = 'YES' AS has_default
  FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name = $1
"""
KEYS = """
SELECT a.attname AS name
  FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
 WHERE i.indrelid = $1::text::regclass AND i.indisprimary
"""
TYPES: tuple[tuple[type[fields.Field], set[str]], ...] = (
    (fields.UUIDField, {"uuid"}),
    (fields.BooleanField, {"boolean"}),
    (fields.DatetimeField, {"timestamp with time zone"}),
    (fields.DateField, {"date"}),
    (fields.SmallIntField, {"smallint"}),
    (fields.BigIntField, {"bigint"}),
    (fields.IntField, {"integer"}),
    (fields.JSONField, {"jsonb"}),
    (fields.BinaryField, {"bytea"}),
    (fields.CharField, {"text", "character varying"}),
    (fields.TextField, {"text", "character varying"}),
)
MODELS = [
    model
    for name in table_modules()
    for _, model in inspect.getmembers(importlib.import_module(name), inspect.isclass)
    if issubclass(model, Model) and model.__module__ == name and not model._meta.abstract
]


def expected_types(field: fields.Field) -> set[str]:
    return next((names for kind, names in TYPES if isinstance(field, kind)), set())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
async def test_a_model_fits_its_table(owner, database, model):
    table = model._meta.db_table
    columns = {row["name"]: row for row in await owner.fetch(COLUMNS, table)}
    assert columns, f"{model.__name__}: no migration makes the table {table}"

    for name, column in model._meta.fields_db_projection.items():
        field = model._meta.fields_map[name]
        assert column in columns, f"{table} has no column {column}"
        made = columns[column]
        known = expected_types(field)
        assert not known or made["type"] in known, f"{table}.{column} is {made['type']}"
        assert made["is_nullable"] == field.null, f"{table}.{column}: one allows null"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
async def test_a_model_can_be_read(database, model):
    await model.first(using_db=database._orm.db())
