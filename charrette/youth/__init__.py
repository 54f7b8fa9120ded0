"""Youth gatherings: who takes part does so as a nameless stand-in."""
