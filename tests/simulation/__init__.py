"""Tests of the simulation: its checks can fail, its people behave, and the bot holds what it promises."""
