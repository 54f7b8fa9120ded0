"""The programme as data: a charrette, its parties and areas, its gatherings with their steps."""
