"""Names of months in the languages of news other than English, each → 1 to 12.

In the case in which they stand in a date, and in the nominative; a name that means
two months in two languages is left out.
"""

from __future__ import annotations

from typing import Final

from search.analysis.fold import strip_accents

__all__ = ["MONTH_NAMES"]

_NAMES: Final = (
    "ene enero gen gener gennaio ian ianuarie jaan jaanuar janeiro januar januari "
    "január januára janv janvier janvāris janúar led leden ledna oca ocak saus sausio "
    "sausis sty styczeń stycznia tammi tammikuu tammikuuta ιαν ιανουάριος ιανουαρίου "
    "січ січень січня янв январь января яну януари јан јануар ינואר يناير มกราคม "
    "siječanj siječnja januarja جانفي jänner "
    "ژانویه जनवरी जन॰",
    "febbraio febrer febrero februar februari februarie február februára februāris "
    "febrúar fev fevereiro févr février helmi helmikuu helmikuuta lut lutego luty vas "
    "vasario vasaris veebr veebruar úno únor února şub şubat φεβ φεβρουάριος "
    "φεβρουαρίου лют лютий лютого феб фебруар фев февр февраль февраля февруари "
    "פברואר فبراير กุมภาพันธ์ feber veljača veljače februarja شباط فيفري "
    "فوریه फ़रवरी फरवरी फ़र॰ febr",
    "bře březen března kov kovas kovo maalis maaliskuu maaliskuuta maart marca marec "
    "maret mars mart martie marts marzec marzo març março mrt márc március mär märts "
    "märz μάρ μάρτιος μαρ μαρτίου бер березень березня мар март марта מרץ مارس มีนาคม "
    "ožujak ožujka آذار "
    "मार्च márc",
    "abr abril aprile aprilie aprill apríl apríla aprīlis avr avril bal balandis "
    "balandžio dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecień kwietnia nis "
    "nisan ápr április απρ απρίλιος απριλίου апр апрель апреля април квіт квітень "
    "квітня אפריל أبريل เมษายน travanj travnja aprila نيسان أفريل "
    "آوریل अप्रैल अप्रै॰",
    "geg gegužė gegužės kvě květen května mag maggio mai maig maijs maio maj maja "
    "mayo mayıs maí mei máj mája május touko toukokuu toukokuuta μάι μάιος μαΐ μαΐου "
    "май мая мај трав травень травня מאי مايو พฤษภาคม svibanj svibnja أيار ماي "
    "مه मई",
    "birž birželio birželis cze czerwca czerwiec giu giugno haz haziran iun iunie "
    "juin junho juni junij junio juny juuni jún júna június júní jūn jūnijs kesä "
    "kesäkuu kesäkuuta červen června čvn ιουν ιουνίου ιούν ιούνιος июн июнь июня черв "
    "червень червня юни јун יוני يونيو มิถุนายน lipanj lipnja junija حزيران جوان "
    "ژوئن जून",
    "heinä heinäkuu heinäkuuta iul iulie juil juillet julho juli julij julio juliol "
    "juuli júl júla július júlí jūl jūlijs liep liepa liepos lip lipca lipiec lug "
    "luglio tem temmuz července červenec čvc ιουλ ιουλίου ιούλ ιούλιος июл июль июля "
    "лип липень липня юли јул יולי يوليو กรกฎาคม srpanj srpnja julija تموز جويلية "
    "ژوئیه जुलाई जुल॰",
    "ago agost agosto agu agustus août augusta augusti augusts augustus augusztus avg "
    "avgust ağu ağustos elo elokuu elokuuta rugp rugpjūtis rugpjūčio sie sierpień "
    "sierpnia srp srpen srpna ágú ágúst αυγ αυγούστου αύγ αύγουστος авг август "
    "августа серп серпень серпня אוגוסט أغسطس สิงหาคม kolovoz kolovoza avgusta آب أوت "
    "اوت अगस्त अग॰",
    "eyl eylül rugs rugsėjis rugsėjo septembra septembre septembrie septembris "
    "septiembre set setembre setembro settembre syys syyskuu syyskuuta szept "
    "szeptember wrz wrzesień września zář září σεπ σεπτέμβριος σεπτεμβρίου вер "
    "вересень вересня сент сентябрь сентября сеп септембар септември ספטמבר سبتمبر "
    "กันยายน rujan rujna أيلول "
    "سپتامبر सितंबर सितम्बर सित॰",
    "eki ekim loka lokakuu lokakuuta octobre octombrie octubre okt oktober oktobris "
    "oktoober október októbra ott ottobre out outubro paź październik października "
    "spal spalio spalis říj říjen října οκτ οκτωβρίου οκτώβριος жовт жовтень жовтня "
    "окт октобар октомври октябрь октября אוקטובר أكتوبر ตุลาคม oktobra "
    "اکتبر अक्टूबर अक्तूबर अक्टू॰",
    "kas kasım lapkr lapkritis lapkričio lis listopad listopada listopadu marras "
    "marraskuu marraskuuta noiembrie novembra novembre novembris novembro noviembre "
    "nóv nóvember νοέ νοέμβριος νοε νοεμβρίου лист листопад листопада нов новембар "
    "ное ноември нояб ноябрь ноября נובמבר نوفمبر พฤศจิกายน studeni studenog "
    "studenoga "
    "نوامبر नवंबर नवम्बर नव॰",
    "ara aralık decembra decembrie decembris des desember desembre dets detsember dez "
    "dezember dezembro dic dicembre diciembre déc décembre gru grudnia grudzień gruod "
    "gruodis gruodžio joulu joulukuu joulukuuta pro prosince prosinec δεκ δεκέμβριος "
    "δεκεμβρίου груд грудень грудня дек декабрь декабря декември дец децембар דצמבר "
    "ديسمبر ธันวาคม prosinac prosinca "
    "دسامبر दिसंबर दिसम्बर दिस॰",
)
"""Of each month, January first, its names in lower case."""


def _every_spelling() -> dict[str, int]:
    """The names, also without accents, as in capitals, and after the Hebrew ב."""
    names = {
        name: number for number, row in enumerate(_NAMES, 1) for name in row.split()
    }
    for name, number in [*names.items()]:
        names.setdefault(strip_accents(name), number)
        if "א" <= name[0] <= "ת":
            names.setdefault("ב" + name, number)
    return names


MONTH_NAMES: Final = _every_spelling()
"""Every name in lower case → 1 to 12."""
