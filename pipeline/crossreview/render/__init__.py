"""Pages as pictures, with passages marked on them."""

from crossreview.render.picture import Mark, page_image

__all__ = ["Mark", "page_image"]
