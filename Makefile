# Two commands matter: `make demo` and `make test`. Both set up what they need, in .venv and target.
# Needs a Rust toolchain and CPython 3.11 or newer; `make help` lists the targets.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check eval bench names-left-out quotes-left-out speakers-left-out train marks sentences names entities rules quotes quotes-fast speakers fmt lint types rust-test python-test wheel clean

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
WHEELS := target/wheels
ARTICLE ?= examples/story.txt
SAITH_DATA ?= ../shared
export SAITH_DATA

# The binding is always built for the interpreter that tests it.
export PYO3_PYTHON := $(abspath $(BIN)/python)

CORE := Cargo.toml Cargo.lock $(wildcard build.rs) $(shell find src lexicons models -type f 2>/dev/null)
PACKAGE := pyproject.toml README.md $(shell find python -type f -not -name '*.pyc' -not -name '*.so' 2>/dev/null)

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(STAMPS)/installed  ## Show who said what in a story, and write demo.html (ARTICLE=path for a text of yours)
	$(BIN)/saith quotes "$(ARTICLE)" --format-in txt --format table --html demo.html
	@echo 'demo.html shows the quotes in the text; open it in a browser'

test: lint types rust-test python-test  ## Everything: formatting, lints, types, Rust and Python tests, documents

check: $(STAMPS)/dev  ## The quick loop: clippy, Rust tests, Python tests without the slow ones
	cargo clippy --locked --all-targets --features python -- -D warnings
	cargo test --locked --quiet --features train
	@$(MAKE) --no-print-directory $(STAMPS)/installed
	$(BIN)/python -m pytest -q -m 'not slow' tests/python

rust-test:  ## Rust tests of the core, without Python; the benches count their results once
	cargo test --locked --features train
	cargo test --locked --bench stages --bench kit

python-test: $(STAMPS)/installed $(STAMPS)/dev  ## pytest on the installed wheel: cases, properties, bad input, documents
	HYPOTHESIS_PROFILE=slow $(BIN)/python -m pytest tests/python

lint: $(STAMPS)/dev  ## Formatting and lints, warnings denied
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --all-targets --features python -- -D warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMPS)/installed $(STAMPS)/dev  ## Type check of the package, and its stub against the built module
	$(BIN)/mypy --strict python/saith
	$(BIN)/python -m mypy.stubtest saith._core $(patsubst %,--allowlist %,$(wildcard .stubtest-allowlist))

fmt: $(STAMPS)/dev  ## Format Rust and Python
	cargo fmt
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(STAMPS)/installed $(STAMPS)/peers  ## Time each stage, whole texts of 1 to 8 MB, and sentences and gazetteers beside those of others
	$(BIN)/python eval/bench.py
	$(BIN)/python eval/peers.py
	$(BIN)/python eval/gazetteer.py

eval: $(STAMPS)/installed $(STAMPS)/eval $(STAMPS)/peers  ## Score on the development sets under SAITH_DATA (default ../shared)
	$(BIN)/python eval/run.py

names-left-out: $(STAMPS)/installed $(STAMPS)/peers  ## Train names without each corpus and score them on it, beside spaCy; speed on articles
	$(BIN)/python eval/names.py

quotes-left-out: $(STAMPS)/installed  ## Train quotes without two publishers and score them on these
	$(BIN)/python eval/quotes.py

speakers-left-out: $(STAMPS)/installed  ## Train speakers without a fifth of the novels, five times, and score them on these
	$(BIN)/python eval/speakers.py

# A line for each learned stage: saith train STAGE --data $(SAITH_DATA) --out models/STAGE.saith
# Later stages read what earlier ones find: the wheel is built between them. The rules are evidence for quotes, so they
# are counted before.
train:  ## Train and measure anew all that ships, on the data under SAITH_DATA
	@for stage in sentences marks names entities rules quotes quotes-fast speakers; do $(MAKE) --no-print-directory $$stage || exit; done

sentences: $(STAMPS)/installed  ## Learn anew where sentences end, on the treebanks under SAITH_DATA
	$(BIN)/saith train sentences --data $(SAITH_DATA) --out models/sentences.saith

marks: $(STAMPS)/installed  ## Learn the weights of marks anew on the training set under SAITH_DATA
	$(BIN)/saith train marks --data $(SAITH_DATA) --out models/marks.saith

names: $(STAMPS)/installed  ## Learn anew what names are and what they name, on the corpora under SAITH_DATA
	$(BIN)/saith train names --data $(SAITH_DATA) --out models/names.saith

entities: $(STAMPS)/installed  ## Learn anew what nominals and pronouns refer to, on GUM train under SAITH_DATA
	$(BIN)/saith train entities --data $(SAITH_DATA) --out models/entities.saith

quotes: $(STAMPS)/installed  ## Learn anew who said what, on the articles under SAITH_DATA
	$(BIN)/saith train quotes --data $(SAITH_DATA) --out models/quotes.saith

quotes-fast: $(STAMPS)/installed  ## Learn anew the model of quotes that reads faster
	$(BIN)/saith train quotes --fast --data $(SAITH_DATA) --out models/quotes_fast.saith

speakers: $(STAMPS)/installed  ## Learn anew who speaks, on the novels and articles under SAITH_DATA
	$(BIN)/saith train speakers --data $(SAITH_DATA) --out models/speakers.saith

rules: $(STAMPS)/installed  ## Measure the confidence of each rule anew on the training set under SAITH_DATA
	$(BIN)/python train/rule_precision.py --floor 0.3

wheel: $(STAMPS)/wheel  ## Build the wheel into target/wheels

clean:  ## Remove what was built
	rm -rf target $(VENV) demo.html

# The first CPython >= 3.11 that can make an environment. The wheel needs the GIL build.
$(BIN)/python:
	@found=; for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python3.14 python; do \
		if "$$python" -c 'import ensurepip, sys, sysconfig, venv; sys.exit(sys.version_info < (3, 11) or sys.implementation.name != "cpython" or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' >/dev/null 2>&1; \
		then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'no CPython 3.11 or newer with venv found: install one (Debian: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	if ! command -v cargo >/dev/null; then echo 'no cargo found: install Rust from https://rustup.rs' >&2; exit 1; fi; \
	echo "using $$found"; "$$found" -m venv $(VENV)

$(STAMPS)/build: requirements/build.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/build.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

$(STAMPS)/eval: requirements/eval.txt $(STAMPS)/build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/eval.txt
	@touch $@

$(STAMPS)/peers: requirements/peers.txt $(STAMPS)/build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/peers.txt
	@touch $@

# The stamp is as old as the build's beginning: what was edited during the build is built next time.
$(STAMPS)/wheel: $(CORE) $(PACKAGE) $(STAMPS)/build
	rm -rf $(WHEELS)
	@touch $@.started
	$(BIN)/maturin build --release --locked --interpreter $(BIN)/python --out $(WHEELS)
	@mv $@.started $@

# The second install adds dependencies that are missing; the first replaces a wheel of the same version.
$(STAMPS)/installed: $(STAMPS)/wheel
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps $(WHEELS)/saith-*.whl
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(WHEELS)/saith-*.whl
	@touch $@
