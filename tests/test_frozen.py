"""Frozen records: what a dataclass promises, without the time that it takes to make one."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from vaultfix.frozen import fields_of, frozen


@frozen
class Bed:
    """A bed in the garden."""

    name: str
    rows: int = 2
    plants: dict[str, int] = field(default_factory=dict)

    @cached_property
    def room(self) -> int:
        return self.rows * 10


@frozen
class RaisedBed(Bed):
    """A bed on legs."""

    height: int = 80


def test_fields_are_given_in_order_or_by_name() -> None:
    assert vars(Bed("north", 3)) == {"name": "north", "rows": 3, "plants": {}}
    assert vars(Bed(rows=4, name="south", plants={"leek": 2})) == {"name": "south", "rows": 4, "plants": {"leek": 2}}
    assert Bed("a").plants is not Bed("b").plants


def test_a_record_made_from_another_has_the_fields_of_both() -> None:
    assert vars(RaisedBed("north", height=90)) == {"name": "north", "rows": 2, "plants": {}, "height": 90}
    assert [each.name for each in fields(RaisedBed)] == ["name", "rows", "plants", "height"]


def test_one_field_is_replaced_and_nothing_that_was_worked_out_is_kept() -> None:
    bed = Bed("north")

    assert bed.room == 20
    assert replace(bed, rows=5).room == 50


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        (("north",), {"name": "south"}),
        (("north", 2, {}, 4), {}),
        (("north",), {"depth": 4}),
        (("north",), {"depth": 4, "rows": 3}),
    ],
    ids=["lacking", "twice", "too many", "unknown", "unknown beside known"],
)
def test_what_is_lacking_or_unknown_or_given_twice_is_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Bed takes each once of name, rows, plants; needed: name"):
        Bed(*given, **named)


def test_nothing_of_it_ever_changes() -> None:
    bed = Bed("north")

    with pytest.raises(FrozenInstanceError, match="`rows` of a Bed never changes"):
        bed.rows = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="`rows` of a Bed never changes"):
        del bed.rows
    assert bed.rows == 2


def test_it_is_the_same_only_as_itself() -> None:
    bed = Bed("north")

    assert bed == bed  # noqa: PLR0124 - that is what is asked
    assert bed != Bed("north")
    assert len({bed, bed, Bed("north")}) == 2


def test_what_is_no_record_has_no_fields() -> None:
    @dataclass
    class Tool:
        name: str

    assert fields_of(object()) == ()
    assert [each.name for each in fields_of(Tool("rake"))] == ["name"]
