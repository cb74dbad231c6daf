"""The labour rules: work, dated sets of rules as data, and one checker."""
