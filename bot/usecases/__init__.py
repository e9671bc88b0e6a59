"""Use cases: one synchronous function is one transaction, `use_case(uow, command, now) -> result`."""
