"""The feedback loop: design items, review rounds, remarks, the framework (raamwerk)."""
