"""Unspaced: names of persons in Chinese characters, which only their family name tells."""

import re

_FAMILY_NAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶苏魏吕丁沈姚卢傅钟姜崔谭陆汪范"
    "廖贾韦邹熊孟秦阎薛侯雷段郝孔邵毛張劉陳楊趙吳孫羅鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸賈韋鄒閻"
)
_LONG_FAMILY_NAMES = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|"
    "佐々木|山口|松本|井上|木村|斎藤|清水|山崎|阿部|池田|橋本|石川|山下|中島|前田|藤田|小川|後藤|岡田|長谷川|"
    "村上|近藤|石井|坂本|遠藤|青木|藤井|西村|福田|太田|三浦|藤原|岡本|松田|中川|中野|原田|小野|竹内|金子|和田|"
    "中山|石田|上田|森田|柴田|酒井|工藤|横山|宮崎|宮本|内田|高木|谷口|大野|丸山|今井|高田|武田|村田|上野|杉山"
)
_HAN = "\u3400-\u9fff\u3005"
_NAME = re.compile(rf"[{_FAMILY_NAMES}][{_HAN}]{{1,2}}|(?:{_LONG_FAMILY_NAMES})\s?[{_HAN}]{{1,3}}")
_NOT_OF_NAMES = re.compile(
    r"[国國州省市县縣区區河海山岛島港部局署会會院所业業工民童法权權性罪者们們和与與的了在是]|[地路边邊]$"
)


_WORDS = frozenset(
    "许可 许可证 许可證 何时 何為 何谓 周边 周期 周刊 范围 范例 范式 段落 雷达 黄金 黄页 "
    "孟买 孟加拉 董事 董事长 余额 田野 田间 叶片 陆上 陆军 许诺 汪洋 钟点 沈默 何處".split()
)


def is_unspaced_name(text: str) -> bool:
    """Whether a short text in Chinese characters is built as a person's name is."""
    bare = text.strip()
    family = 2 if re.match(_LONG_FAMILY_NAMES, bare) else 1
    is_built_so = bool(_NAME.fullmatch(bare)) and bare not in _WORDS
    return is_built_so and not _NOT_OF_NAMES.search(bare[family:])
