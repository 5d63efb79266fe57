"""Running the checks: workers, the plan, one page in every state, the canary pages."""
