"""Names of languages as databases write them, in the language a person works in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search.codes.languages import language_code

__all__ = ["language_in"]

_NAMES: Final[Mapping[str, str]] = {
    "en": "englisch anglais inglés ingles inglese engels inglês angielski английский "
    "engelska engelsk 英语 英文 英語 영어",
    "de": ""
    "deutsch allemand alemán aleman tedesco duits alemão niemiecki немецкий tyska "
    "tysk 德语 德文 ドイツ語",
    "fr": "französisch français francais francés frances francese frans francês "
    "francuski французский franska fransk 法语 法文 フランス語",
    "es": ""
    "spanisch espagnol español espanol castellano spagnolo spaans espanhol "
    "hiszpański испанский spanska spansk 西班牙语 スペイン語",
    "it": ""
    "italienisch italien italiano italiaans włoski итальянский italienska 意大利语",
    "nl": "niederländisch holländisch néerlandais neerlandés holandés olandese "
    "nederlands neerlandês holandês niderlandzki нидерландский nederländska 荷兰语",
    "pt": "portugiesisch portugais portugués portoghese portugees português portugues "
    "portugalski португальский portugisiska 葡萄牙语",
    "ru": "russisch russe ruso russo rosyjski русский ryska 俄语 ロシア語",
    "pl": "polnisch polonais polaco polacco pools polonês polski польский",
    "zh": "chinesisch chinois chino cinese chinees chinês chiński китайский 中文 汉语",
    "ja": "japanisch japonais japonés giapponese japans japonês японский 日本語 日语",
    "ar": "arabisch arabe árabe arabo العربية арабский 阿拉伯语",
    "sv": "schwedisch suédois sueco svedese zweeds svenska шведский",
    "da": "dänisch danois danés danese deens dansk датский",
    "no": "norwegisch norvégien noruego norvegese noors norsk норвежский",
    "fi": "finnisch finnois finlandés finlandese fins suomi финский",
    "tr": "türkisch turc turco turks türkçe турецкий",
    "ca": "katalanisch catalan catalán catalano catalaans català",
    "ko": "koreanisch coréen coreano koreaans корейский 한국어",
    "cs": "tschechisch tchèque checo ceco tsjechisch čeština чешский",
    "hu": "ungarisch hongrois húngaro ungherese hongaars magyar венгерский",
    "uk": "ukrainisch ukrainien ucraniano ucraino oekraïens украинский українська",
}
_CODES: Final = {name: code for code, names in _NAMES.items() for name in names.split()}
_DIVIDER: Final = re.compile(r"[;,/(|]")
_LONGEST: Final = 60


def language_in(text: str) -> str:
    """Return the code of the first language that a text is the name of, or ""."""
    for part in _DIVIDER.split(text[:_LONGEST]):
        name = part.strip(" )").casefold()
        if code := _CODES.get(name) or (language_code(name) if len(name) > 1 else ""):
            return code
    return ""
