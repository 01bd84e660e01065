"""Which classes publications are of, and what they are called as kinds of document."""

from functools import cache
from typing import Final

from regesta.vocabulary import expand_iri

_PUBLICATIONS: Final = """
report: bibo:Report bib:Report fabio:Report schema:Report
technical report: fabio:TechnicalReport schema:TechArticle
working paper: fabio:WorkingPaper
policy brief: fabio:PolicyBrief fabio:BriefingNote
manual: bibo:Manual fabio:Manual fabio:InstructionManual schema:Guide schema:HowTo
book: bibo:Book bib:Book fabio:Book schema:Book fabio:Monograph
edited book: bibo:EditedBook
chapter: bibo:Chapter bib:BookSection bibo:BookSection fabio:BookChapter schema:Chapter
journal article: bibo:AcademicArticle bib:Article fabio:JournalArticle schema:ScholarlyArticle schema:MedicalScholarlyArticle
article: bibo:Article fabio:Article schema:Article
proceedings: bibo:Proceedings fabio:ConferenceProceedings
conference paper: fabio:ConferencePaper fabio:ProceedingsPaper
thesis: bibo:Thesis bib:Thesis fabio:Thesis schema:Thesis fabio:MastersThesis fabio:BachelorsThesis
doctoral thesis: fabio:DoctoralThesis
dataset: fabio:Dataset schema:Dataset dcat:Dataset dctype:Dataset
legislation: bibo:Legislation bib:Legislation schema:Legislation fabio:Legislation
legal document: bibo:LegalDocument bibo:LegalDecision bibo:Statute bibo:LegalCaseDocument
map: bibo:Map schema:Map dctype:Cartographic
video: bibo:AudioVisualDocument bib:MotionPicture bibo:Film schema:VideoObject schema:Movie dctype:MovingImage
sound: bibo:AudioDocument schema:AudioObject dctype:Sound schema:PodcastEpisode
image: bibo:Image bib:Illustration schema:Photograph dctype:StillImage dctype:Image
presentation: bibo:Slideshow schema:PresentationDigitalDocument fabio:Presentation
poster: schema:Poster fabio:ConferencePoster
news: schema:NewsArticle fabio:NewspaperArticle fabio:NewsItem
blog post: schema:BlogPosting fabio:BlogPost
preprint: fabio:Preprint
review: schema:Review fabio:Review fabio:BookReview
software: schema:SoftwareSourceCode schema:SoftwareApplication fabio:ComputerProgram dctype:Software
standard: bibo:Standard fabio:Standard
patent: bibo:Patent bib:Patent fabio:Patent
manuscript: bibo:Manuscript bib:Manuscript schema:Manuscript fabio:Manuscript
learning object: schema:LearningResource schema:Course
interactive resource: dctype:InteractiveResource
webpage: schema:WebPage schema:AboutPage schema:ItemPage schema:FAQPage bibo:Webpage fabio:WebPage
: bibo:Document bib:Document bib:Letter bibo:DocumentPart schema:CreativeWork schema:DigitalDocument schema:TextDigitalDocument fabio:Expression fabio:Work fabio:Manifestation dctype:Text dctype:Collection dcat:Resource edm:ProvidedCHO bf:Instance bf:Work bf:Text bf:Print bf:Electronic bibo:ReferenceSource bibo:Note bibo:Letter bibo:Brief bibo:Quote bibo:Excerpt foaf:Document
"""  # noqa: E501 -- one kind, one line

_CONTAINERS: Final = """
journal: bibo:Journal bib:Journal fabio:Journal schema:Periodical
periodical: bibo:Periodical bib:Periodical bibo:Magazine bibo:Newspaper fabio:Magazine fabio:Newspaper schema:Newspaper
journal issue: bibo:Issue fabio:JournalIssue schema:PublicationIssue
journal volume: fabio:JournalVolume schema:PublicationVolume
book series: bibo:Series bib:Series fabio:Series fabio:BookSeries schema:BookSeries schema:CreativeWorkSeries dcat:DatasetSeries
collection: bibo:Collection bibo:MultiVolumeBook schema:Collection
"""  # noqa: E501 -- one kind, one line

_NO_PUBLICATIONS: Final = (
    "skos:Concept skos:ConceptScheme skos:Collection foaf:Person foaf:Organization foaf:Agent "
    "foaf:Group foaf:Project org:Organization org:OrganizationalUnit schema:Person "
    "schema:Organization schema:Place schema:Event schema:WebSite schema:BreadcrumbList "
    "schema:DataCatalog schema:DataDownload schema:ImageObject schema:SearchAction "
    "schema:ItemList schema:ListItem schema:Offer schema:Product dcat:Catalog "
    "dcat:CatalogRecord dcat:Distribution dcat:DataService void:Dataset owl:Ontology owl:Class "
    "owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty rdf:Property rdfs:Class "
    "gn:Feature edm:Agent edm:Place edm:TimeSpan edm:WebResource prov:Activity sd:Service "
    "vcard:Kind vcard:Organization vcard:Individual regesta:Link bf:Title bf:Agent bf:Person "
    "bf:Organization bf:Topic bf:Place bib:Memo z:Attachment z:Collection z:UserItem"
).split()

_WEAK: Final = ("schema:WebPage", "schema:ItemPage", "schema:AboutPage", "schema:FAQPage")
_NEEDS_TITLE: Final = ("foaf:Document", "dcat:Resource", "dctype:Collection", "bf:Work", *_WEAK)


@cache
def publication_classes() -> dict[str, str]:
    """The classes of publications, each with a word for the kind of document, empty if general."""
    return _table(_PUBLICATIONS) | container_classes()


@cache
def container_classes() -> dict[str, str]:
    """The classes of what contains publications, and is one if nothing is said to be in it."""
    return _table(_CONTAINERS)


@cache
def other_classes() -> frozenset[str]:
    """The classes of things that are no publications, whatever else is said of them."""
    return frozenset(map(expand_iri, _NO_PUBLICATIONS))


@cache
def vague_classes() -> frozenset[str]:
    """The classes whose things are publications only if they have a title and something more."""
    return frozenset(map(expand_iri, _NEEDS_TITLE))


@cache
def pages_and_others() -> frozenset[str]:
    """The classes of what may have a publication in it, as a page has, but is no series."""
    return other_classes() | frozenset(map(expand_iri, _WEAK))


def _table(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {expand_iri(name): word for word, _, names in lines for name in names.split()}
