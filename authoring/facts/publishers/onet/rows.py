"""Which O*NET rows speak for a SOC occupation, and how one value is made of several."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from authoring.facts.files import Cell
from authoring.facts.making import About
from authoring.facts.reading import Codes
from schemas.facts import Derivation

CODE: Final = "O*NET-SOC Code"
_DECIMALS: Final = 2


@dataclass(frozen=True)
class Row:
    """One row of an O*NET file and the occupation it is used for."""

    about: About
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """A cell as text, without space around it."""
        return str(self.cells[column]).strip()

    def key(self, *columns: str) -> str:
        """What finds this row in its file: `O*NET-SOC Code=25-4022.00; Task ID=22412`."""
        return "; ".join(f"{column}={self.text(column)}" for column in (CODE, *columns))

    @property
    def period(self) -> str:
        """The row's date `08/2023` as `2023-08`."""
        month, _, year = self.text("Date").partition("/")
        return f"{year}-{month}" if year else month


def chosen(rows: Iterable[Mapping[str, Cell]], codes: Codes) -> Iterator[Row]:
    """The rows of each occupation's `.00` code, or of its parts where the `.00` code has none."""
    for soc, by_code in _grouped(rows, codes).items():
        whole = f"{soc}.00"
        for code in [whole] if whole in by_code else sorted(by_code):
            yield from _rows_of(soc, code, by_code[code])


def every(rows: Iterable[Mapping[str, Cell]], codes: Codes) -> Iterator[Row]:
    """The rows of every code of an occupation, `.00` first: for names, where a part's name leads to it."""
    for soc, by_code in _grouped(rows, codes).items():
        for code in sorted(by_code):
            yield from _rows_of(soc, code, by_code[code])


def _grouped(rows: Iterable[Mapping[str, Cell]], codes: Codes) -> dict[str, dict[str, list[Mapping[str, Cell]]]]:
    grouped: dict[str, dict[str, list[Mapping[str, Cell]]]] = {}
    for cells in rows:
        code = str(cells[CODE]).strip()
        if code[:7] in codes.titles:
            grouped.setdefault(code[:7], defaultdict(list))[code].append(cells)
    return dict(sorted(grouped.items()))


def _rows_of(soc: str, code: str, rows: Iterable[Mapping[str, Cell]]) -> Iterator[Row]:
    about = About(soc) if code.endswith(".00") else About(soc, "detailed_code", f"from O*NET code {code}")
    for cells in rows:
        yield Row(about, cells)


@dataclass(frozen=True)
class Mean:
    """The value that several parts of an occupation have together, and how it was made."""

    about: About
    value: float
    period: str
    row: str
    derivation: Derivation | None


def mean(rows: list[Row], column: str, *keys: str) -> Mean:
    """The value of one row as it stands, or the mean of `column` over several, to two decimals."""
    first = rows[0]
    if len(rows) == 1:
        return Mean(first.about, float(first.text(column)), first.period, first.key(*keys), None)
    parts = [row.text(CODE) for row in rows]
    value = round(sum(float(row.text(column)) for row in rows) / len(rows), _DECIMALS)
    dates = sorted({row.period for row in rows})
    return Mean(
        about=About(first.about.soc, "detailed_code", f"mean over O*NET codes {', '.join(parts)}"),
        value=value,
        period=dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}",
        row=first.key(*keys).replace(parts[0], " | ".join(parts), 1),
        derivation=Derivation(formula=f"mean of {column} over the rows named, to two decimals", inputs=()),
    )


def together(rows: Iterable[Row], *keys: str) -> Iterator[list[Row]]:
    """The rows of one occupation that agree in `keys`: one row, or one from each part that has it."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.about.soc, *(row.text(key) for key in keys)), []).append(row)
    yield from groups.values()
