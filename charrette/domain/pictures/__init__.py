"""Pictures: what each kind of client may see of a stream, as a snapshot and as changes."""

from charrette.domain.pictures.parts import Part, Picture
from charrette.domain.pictures.shaping import PICTURES, Loaded, Shaper, shape_journal, snapshot

__all__ = ["PICTURES", "Loaded", "Part", "Picture", "Shaper", "shape_journal", "snapshot"]
