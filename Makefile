# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test office browser check bench mutants fuzz judge lock clean catalogues generated templates pictures

$(READY): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.lock -e '.[dev]'
	@touch $(READY)

demo: $(READY)  ## build every example letter into out/, with its pages as PDF and PNG
	$(BIN)/congvan build examples/*.yaml -o out/ --force
	$(BIN)/congvan preview examples/*.yaml --pdf out/ --png out/ --force
	$(BIN)/congvan preview examples/ --sheet out/examples.html --force
	@echo "Các công văn mẫu nằm trong thư mục out/"
	@echo "Xem cả việc trên trang, có sẵn một đợt gửi và biểu gửi về: $(BIN)/congvan serve --demo"

test: check  ## everything that CI runs, each file of tests in one of two processes
	$(BIN)/python -m pytest -n 2 --dist loadfile

office:  ## install LibreOffice's Writer and Calc (Debian, as root), so that no test is skipped
	.ci/office

browser:  ## install Chromium (Debian, as root), so that the pages are tried in a real browser
	.ci/browser

check: $(READY)  ## style, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## speed, as ratios to a peer run side by side
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/returning.py

mutants: $(READY)  ## what the tests notice when the code is spoilt in one small way: of all rooms, or ROOM=rules
	$(BIN)/python tests/mutants.py $(ROOM)

MINUTES ?= 10
fuzz: $(READY)  ## give each reader spoilt files for ten minutes, or MINUTES=1; all readers, or READER=form
	$(BIN)/python -W ignore tests/fuzz.py $(MINUTES) $(READER)

judge: $(READY)  ## our pages beside those of LibreOffice, line by line: examples, forms, long letters, 300 drawn by chance
	$(BIN)/python tests/judged_pages.py

catalogues: $(READY)  ## read the texts anew into the English catalogue, and compile it
	$(BIN)/python dispatch/locale/build.py

generated: $(READY)  ## make the page of codes, the glossary and the JSON Schema
	$(BIN)/python docs/build.py

pictures: $(READY)  ## make the pictures of the documentation from the examples, and of the pages in a browser
	$(BIN)/python docs/picturing.py
	$(BIN)/python docs/screens.py

templates: $(READY)  ## make the Word templates from the decree's numbers
	$(BIN)/python templates/build.py

lock: $(READY)  ## pin the development environment as it is installed now
	$(BIN)/python -m pip freeze --exclude-editable > requirements-dev.lock

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
