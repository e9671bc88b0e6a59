"""Pure rules of mentoring: values, states, arithmetic. `now` is an argument; nothing is remembered."""
