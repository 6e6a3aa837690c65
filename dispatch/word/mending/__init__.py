"""Mend how a Word file of any office looks: sizes, weight, fonts, margins, indents, rules; never a word of it."""

from dispatch.word.mending.file import MendedFile, SignedFileError, mend_word_file

__all__ = ["MendedFile", "SignedFileError", "mend_word_file"]
