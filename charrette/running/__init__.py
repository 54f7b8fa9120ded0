"""Going through a script: doors, start, steps, pauses, close. The one home that may call many subjects."""
