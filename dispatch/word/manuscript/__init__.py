"""A Word file as a manuscript: what its parts say, as values that can be laid out into pages.

Whatever is met that is not known here is refused by its name, so that nothing is set otherwise than Word would.
"""
