"""Refusals: errors whose message is a sentence for the operator, who can put it right."""


class Refusal(Exception):
    """The message says what is wrong and what to do: a command that ends by it shows no traceback.

    Attributes:
        exit_code: what the command ends with.
    """

    exit_code = 1
