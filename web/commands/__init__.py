"""The commands: one module each, named after its command, with a `register(group)`; its docstring is the line in --help."""
