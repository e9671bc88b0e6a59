"""Figures: what was measured, beside what is wanted."""

from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """One line of the table. `met` is None where nothing was promised."""

    what: str
    value: str
    wanted: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether it is what is wanted."""
        return {True: "yes", False: "**no**", None: ""}[self.met]


def at_least(what: str, value: float, wanted: float, form: str = "{:,.0f}") -> Figure:
    """A figure that should be so high."""
    return Figure(what, form.format(value), "at least " + form.format(wanted), value >= wanted)


def at_most(what: str, value: float, wanted: float, form: str = "{:,.0f}") -> Figure:
    """A figure that should be so low."""
    return Figure(what, form.format(value), "at most " + form.format(wanted), value <= wanted)


def beside(what: str, value: float, form: str = "{:,.0f}") -> Figure:
    """A figure that explains another."""
    return Figure(what, form.format(value))


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent of the values do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def in_between(values: list[float]) -> float:
    """The median: one run that the machine disturbed does not count."""
    return median(values)
