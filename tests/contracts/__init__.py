"""Contracts: what every implementation of a port keeps, the fake as well as the databases."""
