"""Measuring the server: many light phones against it and, in the same run, against a bare relay that saves nothing."""
