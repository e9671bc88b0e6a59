"""Habits: how likely simulated people are to do what people do."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Habits:
    """Probabilities of one reaction to one message, or of one deed on one working day.

    The figures are the simulation's own, near to what the field reports where it does: half of those who are
    introduced meet (54 % company-wide, NPR on Donut). What matters is that everything happens now and then.
    """

    # Of whoever is asked; the rest ignore it.
    accepts: float = 0.55
    declines: float = 0.2
    passes_on: float = 0.05
    # Of whoever reads times to choose from.
    books: float = 0.4
    books_when_nudged: float = 0.5
    cancels: float = 0.04
    moves: float = 0.06
    comes: float = 0.88
    # Of whoever is asked afterwards.
    checks_in: float = 0.75
    gives_up: float = 0.15
    logs: float = 0.4
    says_fit: float = 0.7
    goes_on: float = 0.6
    proposes: float = 0.4
    confirms: float = 0.7
    looks_back: float = 0.5
    rates: float = 0.5
    finishes_step: float = 0.6
    snoozes: float = 0.04
    stops: float = 0.02
    withdraws: float = 0.05
    # Of each person, per working day.
    asks_flash: float = 0.003
    asks_intro: float = 0.002
    pauses: float = 0.002
    comes_back_early: float = 0.02
    blocks: float = 0.0003
    changes_profile: float = 0.002
    leaves_company: float = 0.0004
    looks: float = 0.004
    # Of whoever could be or is in a program.
    joins: float = 0.6
    comes_or_goes: float = 0.01
    skips: float = 0.03
    rather_not: float = 0.15
    # Of the admin who reads that a round is ready.
    sends_round: float = 0.92
    excludes_one: float = 0.1
    swaps_two: float = 0.1
