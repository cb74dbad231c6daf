"""What the tests need from the machine: a browser, a PostgreSQL, and the checks that run before them."""
