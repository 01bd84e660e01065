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
bibo AudioDocument c_18cc: sound recording|sound|audio|enregistrement sonore|grabación sonora
- - c_18cw: musical score|musical notation|score|partition|partitura
fabio ComputerProgram c_5ce6: software|computer program|logiciel|programa informático
bibo Image c_c513: image|infographic|infographie|infografía|imagen
bibo Issue QX5C-AR31/: periodical|newsletter|magazine|bulletin|boletín
bibo Article c_998f: newspaper article|news|news article|article de presse|noticia
bibo Slideshow c_c94f: presentation|slides|présentation|presentación
- - c_e059: training material|learning object|course|module|matériel de formation|material de formación|curriculum
- - c_1843: other|autre|otro|fact sheet|factsheet|leaflet|brochure|fiche d'information|folleto|hoja informativa
"""  # noqa: E501 -- one kind, one line
