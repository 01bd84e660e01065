"""The words for kinds of document in English, French and Spanish.

A line: vocabulary and name of the class (`-` where none fits better than a document), code in
the COAR Resource Types vocabulary 3.1; then the words.
"""

from typing import Final

DOCUMENT_TYPES: Final = """
bibo Report c_93fc: report|rapport|informe|reporte|study|étude|estudio|assessment|évaluation|evaluación|evaluation|needs assessment|external report|internal report|contribution to report|reportpart
fabio TechnicalReport c_18gh: technical report|rapport technique|informe técnico|technical paper
bibo Report c_18ws: research report|rapport de recherche|informe de investigación|research|researchreport
bibo Report c_186u: policy brief|policy report|policy paper|brief|briefing|briefing note|note de synthèse|note d'orientation|document de politique|nota de política|informe de políticas|issue brief
fabio WorkingPaper c_8042: working paper|discussion paper|document de travail|documento de trabajo|research paper|workingpaper|working paper or preprint
bibo Manual c_1843: handbook|manual|guide|guidelines|guideline|toolkit|tool|manuel|lignes directrices|principes directeurs|boîte à outils|guía|directrices|caja de herramientas|guidance
bibo Book c_2f33: book|livre|ouvrage|libro|monograph|monographie|monografía
bibo Chapter c_3248: book chapter|chapter|book part|chapitre|capítulo|capítulo de libro|chapitre d'ouvrage|bookpart|part of book or chapter of book
bibo AcademicArticle c_6501: article|journal article|scholarly article|academic article|article de revue|article scientifique|artículo|artículo de revista
bibo AcademicArticle c_dcae04bc: review article|literature review|revue de la littérature|revisión bibliográfica|reviewarticle
bibo Proceedings c_f744: conference proceedings|proceedings|actes|actas|conference proceeding|proceedings series
fabio ConferencePaper c_5794: conference paper|communication|ponencia|proceedings article|conferencepaper|conference item|conference contribution
bibo Thesis c_46ec: thesis|dissertation|thèse|mémoire|tesis
bibo Thesis c_db06: doctoral thesis|phd thesis|thèse de doctorat|tesis doctoral|doctoralthesis|electronic thesis or dissertation
fabio Dataset c_ddb1: dataset|data set|data|statistics|jeu de données|données|conjunto de datos|datos|statistiques|estadísticas
bibo Legislation c_1843: legislation|law|act|législation|loi|legislación|ley
bibo LegalDocument c_1843: legal document|treaty|convention|protocol|traité|protocole|tratado|convenio|protocolo|resolution|résolution|resolución|regulation|hearing|règlement|reglamento|audience|audiencia
bibo Map c_12cd: map|carte|mapa
bibo AudioVisualDocument c_12ce: video|vidéo|vídeo|film|performance|broadcast|audiovisual|émission|emisión|moving image
bibo Image c_c513: image|infographic|infographie|infografía|imagen
bibo Issue QX5C-AR31/: periodical|newsletter|magazine|bulletin|boletín|journal issue
bibo Article c_998f: newspaper article|news|news article|article de presse|noticia|contribution to periodical|contributiontoperiodical|newspaperarticle
bibo Slideshow c_c94f: presentation|slides|présentation|presentación
- - c_e059: training material|learning object|course|module|matériel de formation|material de formación|curriculum
- - c_1843: other|autre|otro|fact sheet|factsheet|leaflet|brochure|fiche d'information|folleto|hoja informativa|booklet|pamphlet|dépliant|component|model|study registration
bibo Webpage c_7ad9: web page|webpage|website|web site|page web|site web|página web|sitio web|online resource
fabio BlogPost c_6947: blog post|blog|weblog post|billet de blog|entrada de blog
fabio Preprint c_816b: preprint|prépublication|prepublicación|posted content
fabio MastersThesis c_bdcc: master's thesis|masters thesis|master thesis|mémoire de master|thèse de maîtrise|tesis de maestría
fabio BachelorsThesis c_7a1f: bachelor's thesis|bachelors thesis|bachelor thesis|mémoire de licence|trabajo de fin de grado
fabio ComputerProgram c_5ce6: software|computer program|logiciel|programa informático|computational notebook
fabio ReferenceEntry c_3248: encyclopedia entry|dictionary entry|reference entry|article d'encyclopédie|entrada de enciclopedia
bibo Article c_3e5a: magazine article|article de magazine
bibo Patent c_15cd: patent|brevet|patente
bibo Standard c_71bd: standard|norme|norma
bibo Manuscript c_0040: manuscript|unpublished|manuscrit|manuscrito
bibo Bill c_1843: bill|projet de loi|proyecto de ley
bibo LegalCaseDocument c_1843: legal case|court decision|judgment|jugement|arrêt|sentencia
bibo Interview c_26e4: interview|entretien|entrevista
bibo PersonalCommunicationDocument c_0857: letter|personal communication|lettre|carta
bibo AudioDocument c_18cc: sound recording|sound|audio|podcast|enregistrement sonore|grabación sonora
fabio MusicalComposition c_18cw: musical score|musical notation|partition|partitura|score
bibo AcademicArticle c_ba08: book review|compte rendu|reseña
bibo AcademicArticle c_efa0: review
- - c_8544: speech|lecture|discours|discurso|conferencia
- - c_6670: poster|conference poster
bibo EditedBook c_2f33: edited book|reference book
bibo BookSection c_3248: book section|book track
fabio ReportDocument c_93fc: report component|report series
fabio DataPaper c_beb9: data paper
fabio Review c_efa0: peer review
bibo Journal c_0640: journal|journal volume
bibo Series c_2f33: book series|book set
bibo Collection c_ddb1: database|collection
bibo Standard c_18cf: standard series
fabio Workflow c_393c: workflow
fabio DataManagementPlan c_ab20: output management plan|data management plan
fabio BlogPost 6NC7-GK9S: blog posting
- - c_18cf: text
- - c_e9a0: interactive resource
bibo Thesis c_7a1f: bachelorthesis
bibo Thesis c_bdcc: masterthesis
fabio ConferencePaper c_6670: conferenceposter
fabio ConferencePaper c_c94f: conferenceobject|conference object
bibo AcademicArticle c_2df8fbb1: research article
"""  # noqa: E501 -- one kind, one line
