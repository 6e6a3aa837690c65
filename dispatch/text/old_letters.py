"""Letters of fonts from before Unicode (TCVN3, VNI), in which a file holds other letters than it shows."""

import functools
import re
import unicodedata

from dispatch.patterns import lazy_pattern

TCVN3_LETTERS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
TCVN3_SHOWN = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
TCVN3 = dict(zip(map(ord, TCVN3_LETTERS), TCVN3_SHOWN, strict=True))
CAPITAL_FONT = lazy_pattern(r"\.Vn\w*H", re.IGNORECASE)

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"
VNI_MARKS = {  # behind a vowel, the marks that it wears
    **dict(zip("øùûõï", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True)),
    "â": CIRCUMFLEX,
    **{sign: CIRCUMFLEX + tone for sign, tone in zip("àáåãä", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True)},
    "ê": BREVE,
    **{sign: BREVE + tone for sign, tone in zip("èéúüë", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True)},
}
VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
VNI_WEARERS = "aeouyöô"


def is_old_font(name: str) -> bool:
    """Say whether a font shows other letters than a file holds."""
    return name.lower().startswith((".vn", "vni"))


def shown_letters(text: str, font: str) -> str:
    """Return the letters that an old font shows; of any other font, those that the file holds."""
    if font.lower().startswith(".vn"):
        shown = text.translate(TCVN3)
        return shown.upper() if CAPITAL_FONT.fullmatch(font) else shown
    return _vni(text) if font.lower().startswith("vni") else text


@functools.cache
def _vni_pattern() -> re.Pattern[str]:
    wearers, marks, alone = VNI_WEARERS, "".join(VNI_MARKS), "".join(VNI_ALONE)
    return re.compile(
        f"(?P<vowel>[{wearers}{wearers.upper()}])(?P<marks>[{marks}{marks.upper()}])|(?P<alone>[{alone}{alone.upper()}])"
    )


def _vni(text: str) -> str:
    return _vni_pattern().sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    """Return the letter that one sign or two stand for."""
    letter = found["vowel"] or found["alone"]
    base = VNI_ALONE.get(letter.lower(), letter.lower())
    marks = VNI_MARKS[found["marks"].lower()] if found["marks"] else ""
    whole = unicodedata.normalize("NFC", base + marks)
    return whole.upper() if letter.isupper() else whole
