"""A picture's kind and size, read from its bytes."""

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from dispatch.word.rendering import Picture

KINDS = {"image/png": "png", "image/jpeg": "jpg"}


def picture(data: bytes) -> Picture:
    """Return a picture that Word shows everywhere; ValueError if it is of another kind."""
    try:
        image = Image.from_blob(data)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
        raise ValueError(str(error)) from error
    if image.content_type not in KINDS:
        raise ValueError(image.content_type)
    return Picture(data, KINDS[image.content_type], (float(image.px_width), float(image.px_height)))
