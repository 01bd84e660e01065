"""Which properties say what of a publication, in the order in which they are believed."""

from functools import cache
from typing import Final

from regesta.vocabulary import expand_iri

_PROPERTIES: Final = """
title: dcterms:title dc:title schema:name schema:headline bf:title foaf:name rdfs:label skos:prefLabel
subtitle: fabio:hasSubtitle prism:subtitle bf:subtitle
main_title: bf:mainTitle rdfs:label
alternative: dcterms:alternative z:shortTitle schema:alternateName schema:alternativeHeadline bibo:shortTitle prism:alternateTitle prism:shortTitle fabio:hasTranslatedTitle skos:altLabel
abstract: dcterms:abstract bibo:abstract schema:abstract bf:summary dcterms:description dc:description schema:description
creator: dcterms:creator dc:creator schema:author schema:creator foaf:maker marcrel:aut marcrel:cre
order: bibo:authorList bib:authors
publisher: dcterms:publisher dc:publisher schema:publisher bibo:issuer marcrel:pbl pod:publisher
contributor: dcterms:contributor dc:contributor bib:contributors schema:contributor bibo:contributorList marcrel:ctb
editor: bibo:editor bibo:editorList bib:editors z:seriesEditors schema:editor marcrel:edt
translator: bibo:translator z:translators schema:translator marcrel:trl
illustrator: schema:illustrator marcrel:ill
contribution: bf:contribution
agent: bf:agent prov:agent
role: bf:role
provision: bf:provisionActivity
funder: schema:funder schema:sponsor frapo:isFundedBy frapo:hasFundingAgency marcrel:fnd schema:funding
issued: dcterms:issued schema:datePublished prism:publicationDate prism3:publicationDate dcterms:date dc:date bf:date schema:copyrightYear dcterms:available dcterms:created schema:dateCreated
modified: dcterms:modified schema:dateModified
language: dcterms:language z:language dc:language schema:inLanguage bf:language
spatial: dcterms:spatial schema:spatialCoverage schema:spatial schema:contentLocation
subject: dcterms:subject dc:subject schema:about dcat:theme bf:subject foaf:topic
keyword: dcat:keyword schema:keywords prism:keyword bibo:keyword
coverage: dc:coverage dcterms:coverage
mentions: schema:mentions
kind: dcterms:type dc:type z:type schema:additionalType schema:genre bf:genreForm schema:learningResourceType
doi: bibo:doi prism:doi prism3:doi
isbn: bibo:isbn bibo:isbn13 bibo:isbn10 schema:isbn prism:isbn bf:Isbn
issn: bibo:issn bibo:eissn schema:issn prism:issn prism:eIssn
identifier: dcterms:identifier dc:identifier schema:identifier adms:identifier bf:identifiedBy bibo:handle bibo:uri prism:url
identifier_value: schema:value skos:notation rdf:value bibo:doi
identifier_kind: schema:propertyID schema:name
page: foaf:page foaf:homepage dcat:landingPage schema:url schema:mainEntityOfPage edm:isShownAt edm:isShownBy
file: dcat:distribution schema:distribution schema:encoding schema:associatedMedia
file_address: dcat:downloadURL dcat:accessURL schema:contentUrl schema:url
part_of: dcterms:isPartOf schema:isPartOf prism:publicationName prism3:publicationName bf:seriesStatement schema:partOfSeries dcat:inSeries
volume: bibo:volume prism:volume prism1:volume prism3:volume schema:volumeNumber
issue: bibo:issue prism:number prism1:number prism3:number prism:issueIdentifier schema:issueNumber
pages: bibo:pages bib:pages prism:pageRange prism3:pageRange schema:pagination
first_page: bibo:pageStart prism:startingPage schema:pageStart
last_page: bibo:pageEnd prism:endingPage schema:pageEnd
edition: bibo:edition prism1:edition schema:bookEdition prism:edition bf:editionStatement dcat:version schema:version
report_number: schema:reportNumber prism1:reportNumber bibo:number
place: schema:locationCreated bf:place bf:simplePlace
extent: dcterms:extent bibo:numPages z:numPages schema:numberOfPages bf:extent prism:pageCount
licence: dcterms:license schema:license cc:license dcterms:rights dc:rights edm:rights
same: owl:sameAs skos:exactMatch schema:sameAs
name: foaf:name schema:name skos:prefLabel rdfs:label vcard:fn dcterms:title dc:title schema:legalName gn:name skos:altLabel schema:alternateName
given: foaf:givenName foaf:givenname foaf:firstName schema:givenName vcard:given-name
family: foaf:familyName foaf:family_name foaf:surname foaf:lastName schema:familyName vcard:family-name
relation: dcterms:relation dc:relation schema:isRelatedTo
isVersionOf: dcterms:isVersionOf schema:exampleOfWork schema:translationOfWork bibo:translationOf dcat:isVersionOf
hasVersion: dcterms:hasVersion schema:workExample schema:workTranslation dcat:hasVersion
hasPart: dcterms:hasPart schema:hasPart
references: dcterms:references schema:citation schema:isBasedOn bibo:cites cito:cites
isReferencedBy: dcterms:isReferencedBy bibo:citedBy cito:isCitedBy
replaces: dcterms:replaces prov:wasRevisionOf dcat:previousVersion
isReplacedBy: dcterms:isReplacedBy
isFormatOf: dcterms:isFormatOf
hasFormat: dcterms:hasFormat
requires: dcterms:requires
isRequiredBy: dcterms:isRequiredBy
"""  # noqa: E501 -- one field, one line

RELATIONS: Final = (
    "relation isVersionOf hasVersion hasPart references isReferencedBy replaces isReplacedBy "
    "isFormatOf hasFormat requires isRequiredBy"
).split()
"""The kinds of relation, each a line of the table; `isPartOf` is read with its titles."""

_OF_PARTS: Final = (
    "name given family title main_title subtitle identifier identifier_value identifier_kind same "
    "issn isbn doi volume issue part_of agent role place issued file_address licence publisher "
    "first_page last_page funder"
).split()
_ALSO: Final = ("rdf:type", "rdf:first", "rdf:rest", "dcterms:source", "prov:wasDerivedFrom")
_WITHOUT_A_FIELD_ON_PURPOSE: Final = (
    "schema:temporalCoverage",
    "schema:image",
    "schema:thumbnailUrl",
    "dcterms:format",
    "dc:format",
    "schema:encodingFormat",
    "bf:instanceOf",
    "edm:aggregatedCHO",
    "schema:potentialAction",
    "schema:breadcrumb",
    "schema:mainEntity",
    "z:itemType",
)


@cache
def properties() -> dict[str, tuple[str, ...]]:
    """The IRIs of the properties of each field."""
    lines = (line.partition(":") for line in _PROPERTIES.strip().splitlines())
    return {name: tuple(map(expand_iri, words.split())) for name, _, words in lines}


@cache
def read_properties() -> frozenset[str]:
    """Every property that is read of a publication or passed over on purpose."""
    every = {iri for iris in properties().values() for iri in iris}
    return frozenset(every | set(map(expand_iri, (*_ALSO, *_WITHOUT_A_FIELD_ON_PURPOSE))))


@cache
def part_properties() -> frozenset[str]:
    """The properties that are read of the nodes around a publication."""
    every = {iri for name in _OF_PARTS for iri in properties()[name]}
    return frozenset(every | set(map(expand_iri, _ALSO[:3])))
