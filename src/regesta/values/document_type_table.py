"""The words for kinds of document in English, French and Spanish.

A line: vocabulary and name of the class (`-` where none fits better than a document), code in
the COAR Resource Types vocabulary 3.1; then the words.
"""

from typing import Final

DOCUMENT_TYPES: Final = """
bibo Report c_93fc: report|rapport|informe|reporte|study|étude|estudio|assessment|évaluation|evaluación|evaluation|needs assessment
fabio TechnicalReport c_18gh: technical report|rapport technique|informe técnico|technical paper
bibo Report c_18ws: research report|rapport de recherche|informe de investigación|research
bibo Report c_186u: policy brief|policy report|policy paper|brief|briefing|briefing note|note de synthèse|note d'orientation|document de politique|nota de política|informe de políticas|issue brief
fabio WorkingPaper c_8042: working paper|discussion paper|document de travail|documento de trabajo|research paper
bibo Manual c_1843: handbook|manual|guide|guidelines|guideline|toolkit|tool|manuel|lignes directrices|principes directeurs|boîte à outils|guía|directrices|caja de herramientas|guidance
bibo Book c_2f33: book|livre|ouvrage|libro|monograph|monographie|monografía
bibo Chapter c_3248: book chapter|chapter|book part|chapitre|capítulo|capítulo de libro|chapitre d'ouvrage
bibo AcademicArticle c_6501: article|journal article|scholarly article|academic article|article de revue|article scientifique|artículo|artículo de revista
bibo AcademicArticle c_dcae04bc: review article|literature review|revue de la littérature|revisión bibliográfica
bibo Proceedings c_f744: conference proceedings|proceedings|actes|actas
fabio ConferencePaper c_5794: conference paper|communication|ponencia
bibo Thesis c_46ec: thesis|dissertation|thèse|mémoire|tesis
bibo Thesis c_db06: doctoral thesis|phd thesis|thèse de doctorat|tesis doctoral
fabio Dataset c_ddb1: dataset|data set|data|statistics|jeu de données|données|conjunto de datos|datos|statistiques|estadísticas
bibo Legislation c_1843: legislation|law|act|législation|loi|legislación|ley
bibo LegalDocument c_1843: legal document|treaty|convention|protocol|traité|protocole|tratado|convenio|protocolo|resolution|résolution|resolución
bibo Map c_12cd: map|carte|mapa
bibo AudioVisualDocument c_12ce: video|vidéo|vídeo|film
bibo Image c_c513: image|infographic|infographie|infografía|imagen
bibo Issue QX5C-AR31/: periodical|newsletter|magazine|bulletin|boletín
bibo Article c_998f: newspaper article|news|news article|article de presse|noticia
bibo Slideshow c_c94f: presentation|slides|présentation|presentación
- - c_e059: training material|learning object|course|module|matériel de formation|material de formación|curriculum
- - c_1843: other|autre|otro|fact sheet|factsheet|leaflet|brochure|fiche d'information|folleto|hoja informativa
bibo EditedBook c_2f33: edited book|reference book
bibo BookSection c_3248: book section|book track|reference entry
fabio ReportDocument c_93fc: report component|report series
fabio Preprint c_816b: preprint|posted content
fabio ConferencePoster c_6670: poster|conference poster
bibo Proceedings c_f744: conference proceeding|proceedings series
fabio ConferencePaper c_5794: proceedings article
fabio DataPaper c_beb9: data paper
fabio Review c_efa0: review|peer review|book review
bibo Journal c_0640: journal|journal volume
bibo Issue QX5C-AR31/: journal issue
bibo Series c_2f33: book series|book set
bibo Collection c_ddb1: database|collection
bibo Standard c_18cf: standard|standard series
fabio ComputerProgram c_5ce6: software|computational notebook
fabio Workflow c_393c: workflow
fabio DataManagementPlan c_ab20: output management plan|data management plan
bibo AudioDocument c_18cc: sound|audio
bibo AudioVisualDocument c_12ce: audiovisual|moving image
bibo Website c_7ad9: website|web page|webpage
fabio BlogPost 6NC7-GK9S: blog post|blog posting
bibo Thesis c_bdcc: master thesis|master's thesis
bibo Thesis c_7a1f: bachelor thesis|bachelor's thesis
bibo Patent c_15cd: patent
bibo Manuscript c_0857: manuscript
- - c_18cf: text
- - c_e9a0: interactive resource
- - c_1843: component|model|study registration
bibo Article c_998f: contribution to periodical|contributiontoperiodical|newspaperarticle
bibo Thesis c_7a1f: bachelor thesis|bachelorthesis
bibo Thesis c_bdcc: master thesis|masterthesis|master's thesis|mémoire de master|tesis de maestría
bibo Thesis c_db06: doctoralthesis|electronic thesis or dissertation
bibo Chapter c_3248: bookpart|book section|part of book or chapter of book
fabio ConferencePaper c_6670: conference poster|conferenceposter|poster
fabio ConferencePaper c_5794: conferencepaper|conference item|conference contribution
fabio ConferencePaper c_c94f: conferenceobject|conference object
bibo Slideshow c_8544: lecture
bibo Report c_18ws: researchreport
bibo Report c_93fc: external report|internal report|contribution to report|reportpart
fabio WorkingPaper c_8042: workingpaper|working paper or preprint
bibo AcademicArticle c_816b: preprint
bibo AcademicArticle c_2df8fbb1: research article
bibo AcademicArticle c_dcae04bc: reviewarticle
"""  # noqa: E501 -- one kind, one line
