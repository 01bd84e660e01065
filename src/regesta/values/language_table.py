"""The languages that publications on migration are written in.

A line: BCP 47 subtag, code of the EU's authority list (ISO 639-3), bibliographic code of
ISO 639-2 where it differs; then the names in English, French, Spanish and the language itself.
"""

from typing import Final

LANGUAGES: Final = """
ar ARA: Arabic|arabe|árabe|العربية
en ENG: English|anglais|inglés|English
es SPA: Spanish|espagnol|español|castellano
fr FRA fre: French|français|francés
ru RUS: Russian|russe|ruso|русский
zh ZHO chi: Chinese|chinois|chino|中文
am AMH: Amharic|amharique|amárico|አማርኛ
az AZE: Azerbaijani|azerbaïdjanais|azerí|azərbaycan
be BEL: Belarusian|biélorusse|bielorruso|беларуская
bg BUL: Bulgarian|bulgare|búlgaro|български
bn BEN: Bengali|bengali|bengalí|বাংলা
bs BOS: Bosnian|bosnien|bosnio|bosanski
ca CAT: Catalan|catalan|catalán|català
cs CES cze: Czech|tchèque|checo|čeština
da DAN: Danish|danois|danés|dansk
de DEU ger: German|allemand|alemán|Deutsch
el ELL gre: Greek|grec|griego|ελληνικά
et EST: Estonian|estonien|estonio|eesti
fa FAS per: Persian|persan|persa|فارسی
fi FIN: Finnish|finnois|finés|suomi
ga GLE: Irish|irlandais|irlandés|Gaeilge
ha HAU: Hausa|haoussa
he HEB: Hebrew|hébreu|hebreo|עברית
hi HIN: Hindi|हिन्दी
hr HRV: Croatian|croate|croata|hrvatski
ht HAT: Haitian Creole|créole haïtien|criollo haitiano|kreyòl ayisyen
hu HUN: Hungarian|hongrois|húngaro|magyar
hy HYE arm: Armenian|arménien|armenio|հայերեն
id IND: Indonesian|indonésien|indonesio|Bahasa Indonesia
is ISL ice: Icelandic|islandais|islandés|íslenska
it ITA: Italian|italien|italiano
ja JPN: Japanese|japonais|japonés|日本語
ka KAT geo: Georgian|géorgien|georgiano|ქართული
kk KAZ: Kazakh|kazakh|kazajo|қазақша
km KHM: Khmer|khmer|jemer|ខ្មែរ
ko KOR: Korean|coréen|coreano|한국어
ku KUR: Kurdish|kurde|kurdo|kurdî
ky KIR: Kyrgyz|kirghize|kirguís|кыргызча
lo LAO: Lao|laotien|laosiano|ລາວ
lt LIT: Lithuanian|lituanien|lituano|lietuvių
lv LAV: Latvian|letton|letón|latviešu
mk MKD mac: Macedonian|macédonien|macedonio|македонски
mn MON: Mongolian|mongol|монгол
ms MSA may: Malay|malais|malayo|Bahasa Melayu
mt MLT: Maltese|maltais|maltés|Malti
my MYA bur: Burmese|birman|birmano|မြန်မာ
ne NEP: Nepali|népalais|nepalí|नेपाली
nl NLD dut: Dutch|néerlandais|neerlandés|Nederlands
no NOR: Norwegian|norvégien|noruego|norsk
pl POL: Polish|polonais|polaco|polski
ps PUS: Pashto|pachto|pastún|پښتو
pt POR: Portuguese|portugais|portugués|português
ro RON rum: Romanian|roumain|rumano|română
si SIN: Sinhala|cingalais|cingalés|සිංහල
sk SLK slo: Slovak|slovaque|eslovaco|slovenčina
sl SLV: Slovenian|slovène|esloveno|slovenščina
so SOM: Somali|soomaali
sq SQI alb: Albanian|albanais|albanés|shqip
sr SRP: Serbian|serbe|serbio|српски|srpski
sv SWE: Swedish|suédois|sueco|svenska
sw SWA: Swahili|souahéli|suajili|Kiswahili
ta TAM: Tamil|tamoul|தமிழ்
tg TGK: Tajik|tadjik|tayiko|тоҷикӣ
th THA: Thai|thaï|tailandés|ไทย
ti TIR: Tigrinya|tigrigna|tigriña|ትግርኛ
tk TUK: Turkmen|turkmène|turcomano|türkmen
tl TGL: Tagalog|Filipino|tagalo
tr TUR: Turkish|turc|turco|Türkçe
uk UKR: Ukrainian|ukrainien|ucraniano|українська
ur URD: Urdu|ourdou|اردو
uz UZB: Uzbek|ouzbek|uzbeko|oʻzbek
vi VIE: Vietnamese|vietnamien|vietnamita|Tiếng Việt
wo WOL: Wolof|ouolof
"""
