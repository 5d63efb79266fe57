"""What runs the checks: workers, the plan, one page in every state, proofs."""
