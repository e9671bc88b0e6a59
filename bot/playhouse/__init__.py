"""The playhouse: what the demo is made of. The bot on a stage of its own, in a company that is made up."""
