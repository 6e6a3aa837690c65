"""A picture's kind and size, read from its bytes."""

from docx.image.image import Image

from dispatch.word.render import Picture

KINDS = {"image/png": "png", "image/jpeg": "jpg"}


def read_picture(data: bytes) -> Picture:
    """Return a picture that Word shows everywhere; ValueError if it is of another kind."""
    try:
        image = Image.from_blob(data)
        wide, tall = float(image.px_width), float(image.px_height)
    except Exception as error:  # python-docx raises bare exceptions on a picture cut short
        raise ValueError(str(error)) from error
    if image.content_type not in KINDS or not (wide > 0 and tall > 0):
        raise ValueError(image.content_type)
    return Picture(data, KINDS[image.content_type], (wide, tall))
