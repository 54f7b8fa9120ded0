"""What never changes when a noun is added: how things are declared, carried out, numbered, pictured and followed."""
