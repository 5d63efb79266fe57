# Everything here works from a plain checkout with make, git and any Python from 3.8:
# what is missing is prepared first, and a second run prepares nothing.

PYTHON = .venv/bin/python
SOURCES = build.py bench curbcut examples manual setup tests
ARGS =

help: ## list what there is (this)
	@echo 'make TARGET [ARGS="…"]'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

site: ## build, check and publish the flagship site: site_src/ to dist/
	@sh setup/prepare.sh site
	@$(PYTHON) build.py $(ARGS)

check: ## check the site, or what ARGS names, and publish nothing
	@sh setup/prepare.sh site
	@$(PYTHON) build.py check $(ARGS)

test: ## run the tests, side by side; ARGS go to pytest (ARGS='-m "not browser"' is the fast loop)
	@sh setup/prepare.sh test
	@$(PYTHON) -m pytest --numprocesses=auto --dist=worksteal $(ARGS)

lint: ## ruff, mypy, the import contract, ESLint, Prettier, tsc: all even if one complains
	@sh setup/prepare.sh lint
	@status=0; \
	$(PYTHON) -m ruff check $(SOURCES) || status=1; \
	$(PYTHON) -m ruff format --check $(SOURCES) || status=1; \
	$(PYTHON) -m mypy || status=1; \
	.venv/bin/lint-imports --no-logo || status=1; \
	$(PYTHON) -m setup.javascript lint || status=1; \
	exit $$status

format: ## put the code into shape: safe fixes and formatters of ruff, ESLint and Prettier
	@sh setup/prepare.sh lint
	@$(PYTHON) -m ruff check --fix $(SOURCES)
	@$(PYTHON) -m ruff format $(SOURCES)
	@$(PYTHON) -m setup.javascript format

lock: ## renew the lock files after a change to requirements*.in (ARGS=--upgrade: newest versions)
	@sh setup/prepare.sh lock $(ARGS)

docs: ## renew docs/rules and docs/criteria.md out of the rules, docs/theme.md out of the theme
	@sh setup/prepare.sh site
	@PYTHONPATH=. $(PYTHON) manual/make_rules.py
	@PYTHONPATH=. $(PYTHON) manual/make_theme.py

manual: ## build, check and publish the documentation: docs/ to dist-docs/
	@sh setup/prepare.sh site
	@$(PYTHON) build.py --source docs --out dist-docs $(ARGS)

screenshots: ## take the pictures of the documentation anew, from dist/
	@sh setup/prepare.sh site
	@PYTHONPATH=. $(PYTHON) manual/take_screenshots.py

audit: ## Lighthouse's audits of dist/, in light and dark, as phone and computer; brings Lighthouse first
	@sh setup/prepare.sh site
	@test -f dist/index.html || $(PYTHON) build.py
	@PYTHONPATH=. $(PYTHON) bench/audit.py $(ARGS)

bench: ## Curbcut beside other tools, in one run (ARGS="--sizes 100,1000 --rounds 3 --rows cold"); brings them first
	@sh setup/prepare.sh site
	@PYTHONPATH=. $(PYTHON) -m bench.run $(ARGS)

scale: ## what a page costs, measured, and what a million would: renew docs/scale.md
	@sh setup/prepare.sh site
	@PYTHONPATH=. $(PYTHON) -m bench.scale --write $(ARGS)

clean: ## remove all that was prepared, built or cached, dist/ included
	@rm -rf .venv node_modules bench/lighthouse/node_modules dist .curbcut
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find build.py bench curbcut setup tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help site manual check test lint format lock docs screenshots audit bench scale clean
