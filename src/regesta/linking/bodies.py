"""Bodies: whether a name that no authority has is that of an institution and not of a person."""

import re

from regesta.linking import lexicon
from regesta.linking.folding import keys

_UNSPACED_ENDING = re.compile(
    r".*(?:部|局|厅|廳|署|省|庁|院|所|组织|組織|机构|機構|委员会|委員会|委員會|基金会|基金會|财团|財団|中心|"
    r"大学|大學|学会|學會|协会|協会|協會|联盟|聯盟|联合会|总会|公司|办公室|秘书处|银行|会議|会议|政府|법인|위원회|재단|"
    r"연구원|연구소|센터|협회|대학교|기구|부)"
)
_SUBORDINATE = re.compile(r"([^\W\d_]{5,}(?: [^\W\d_]{2,})*)\. [^\W\d_]{3,} [^\W\d_]{3,}")
"""As libraries name a part of a body: “Japan. Kagaku Gijutsuchō”."""
_LONG = 9
_UNSPACED_START = ("กระทรวง", "มูลนิธิ", "สำนักงาน", "กรม", "องค์การ", "สถาบัน")


def is_body_name(text: str) -> bool:
    """Whether a word or an ending says that the name is of a ministry, foundation or the like."""
    if _UNSPACED_ENDING.fullmatch(text.strip()) or text.strip().startswith(_UNSPACED_START):
        return True
    words = keys(text)
    parted = _SUBORDINATE.match(text.strip())
    if parted and keys(parted[1])[-1] not in lexicon.PERSON_TITLES:
        return True
    return any(
        key in lexicon.INSTITUTIONS
        or key in lexicon.BODIES
        or (len(key) > _LONG and key.endswith(lexicon.BODY_ENDINGS))
        for key in words
    )
