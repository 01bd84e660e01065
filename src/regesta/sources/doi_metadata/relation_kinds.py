"""What the relations of Crossref and DataCite are called in DCMI Terms; all others are `relation`.

A newer version takes the place of an older one; a translation or manuscript is a version of the
same work.
"""

from typing import Final

CROSSREF_RELATIONS: Final = {
    "has-version": "hasVersion",
    "is-version-of": "isVersionOf",
    "has-preprint": "hasVersion",
    "is-preprint-of": "isVersionOf",
    "has-manuscript": "hasVersion",
    "is-manuscript-of": "isVersionOf",
    "has-translation": "hasVersion",
    "is-translation-of": "isVersionOf",
    "has-expression": "hasVersion",
    "is-expression-of": "isVersionOf",
    "has-manifestation": "hasFormat",
    "is-manifestation-of": "isFormatOf",
    "has-format": "hasFormat",
    "is-format-of": "isFormatOf",
    "is-variant-form-of": "isFormatOf",
    "is-original-form-of": "hasFormat",
    "has-part": "hasPart",
    "is-part-of": "isPartOf",
    "replaces": "replaces",
    "is-replaced-by": "isReplacedBy",
    "requires": "requires",
    "is-required-by": "isRequiredBy",
    "references": "references",
    "cites": "references",
    "is-referenced-by": "isReferencedBy",
    "is-cited-by": "isReferencedBy",
}

REPLACING_UPDATES: Final = ("new_version", "new_edition", "new version", "new edition")

DATACITE_RELATIONS: Final = {
    "HasVersion": "hasVersion",
    "IsVersionOf": "isVersionOf",
    "IsNewVersionOf": "replaces",
    "IsPreviousVersionOf": "isReplacedBy",
    "Obsoletes": "replaces",
    "IsObsoletedBy": "isReplacedBy",
    "IsPartOf": "isPartOf",
    "IsPublishedIn": "isPartOf",
    "HasPart": "hasPart",
    "Cites": "references",
    "References": "references",
    "IsCitedBy": "isReferencedBy",
    "IsReferencedBy": "isReferencedBy",
    "IsVariantFormOf": "isFormatOf",
    "IsOriginalFormOf": "hasFormat",
    "IsIdenticalTo": "hasFormat",
    "Requires": "requires",
    "IsRequiredBy": "isRequiredBy",
    "IsTranslationOf": "isVersionOf",
    "HasTranslation": "hasVersion",
}
