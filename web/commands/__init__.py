"""The commands.

One module each, named after its command, with a `register(group)`; the first line of its docstring stands in --help.
A module that starts with an underscore is no command, and one named after a Python keyword ends in one (`import_`).
"""
