# One set of commands for people and CI. Without make: python3 run.py demo|run|test|test-long|check|fmt|bench|docs
.PHONY: demo run test test-long check fmt bench docs requirements
PYTHON ?= python3
demo run test test-long check fmt bench docs requirements:
	@$(PYTHON) run.py $@ $(ARGS)
