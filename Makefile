.PHONY: check format lock

check:
	./driehoek test

format:
	.venv/bin/python -m ruff format . && .venv/bin/python -m ruff check --fix .

# Newer versions: make lock UPGRADE=--upgrade
COMPILE = uv pip compile --quiet --generate-hashes --no-annotate --universal --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

lock:
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) -c requirements.lock requirements-test.in -o requirements-test.lock
