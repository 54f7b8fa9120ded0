"""The rules of coming in and going out."""
