"""The names of the months, folded to lower case."""

from typing import Final

_NAMES: Final = """
january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec
janvier janv|février fevrier févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre|octobre|novembre|décembre decembre déc
enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|diciembre dic
janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro set|outubro out|novembro|dezembro dez
gennaio genn gen|febbraio febbr|marzo|aprile|maggio magg mag|giugno giu|luglio lug|agosto|settembre sett|ottobre ott|novembre|dicembre
januar jänner|februar|märz maerz mär|april|mai|juni|juli|august|september|oktober okt|november|dezember
январь января январе янв|февраль февраля феврале фев|март марта марте мар|апрель апреля апреле апр|май мая мае|июнь июня июне|июль июля июле|август августа августе авг|сентябрь сентября сентябре сент сен|октябрь октября октябре окт|ноябрь ноября ноябре нояб|декабрь декабря декабре дек
يناير كانون_الثاني|فبراير شباط|مارس آذار|أبريل ابريل إبريل نيسان|مايو أيار|يونيو يونية حزيران|يوليو يولية تموز|أغسطس اغسطس آب|سبتمبر أيلول|أكتوبر اكتوبر تشرين_الأول|نوفمبر تشرين_الثاني|ديسمبر كانون_الأول
"""  # noqa: E501 -- one language, one line

MONTHS: Final[dict[str, int]] = {
    name.replace("_", " ").casefold(): number
    for language in _NAMES.split("\n")
    for number, names in enumerate(language.split("|"), start=1)
    for name in names.split()
}
"""The month, from 1, of each name and abbreviation."""
