"""What LaTeX's commands stand for: accents, letters, signs and those that only change the look."""

from typing import Final

ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "G": "\u030f",
    "U": "\u030e",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
"""The combining character of each accent."""

_SIGNS = r"""
ss ß|SS ẞ|o ø|O Ø|l ł|L Ł|ae æ|AE Æ|oe œ|OE Œ|aa å|AA Å|i ı|j ȷ|dh ð|DH Ð|th þ|TH Þ|dj đ|DJ Đ|ng ŋ|NG Ŋ
S §|P ¶|dag †|ddag ‡|copyright ©|pounds £|euro €|texteuro €|EUR €|textsterling £|textyen ¥|textdegree °|degree °
textregistered ®|texttrademark ™|textcopyright ©|textbullet •|textperiodcentered ·|ldots …|dots …|textellipsis …
textendash –|textemdash —|textquoteleft ‘|textquoteright ’|textquotedblleft “|textquotedblright ”|textquotesingle '
lq ‘|rq ’|guillemotleft «|guillemotright »|guillemetleft «|guillemetright »|flqq «|frqq »|og «|fg »|glqq „|grqq “|quotedblbase „
textbackslash \|textasciitilde ~|textasciicircum ^|textunderscore _|textless <|textgreater >|textbar ||textbraceleft {|textbraceright }
textdollar $|textquestiondown ¿|textexclamdown ¡|textordfeminine ª|textordmasculine º|textonehalf ½|textonequarter ¼|slash /
TeX TeX|LaTeX LaTeX|BibTeX BibTeX|hyp -|bibrangedash –|bibinitperiod .|bibinithyphendelim .-|textnumero №
alpha α|beta β|gamma γ|delta δ|epsilon ϵ|varepsilon ε|zeta ζ|eta η|theta θ|iota ι|kappa κ|lambda λ|mu μ|nu ν|xi ξ|pi π|rho ρ|sigma σ|tau τ|upsilon υ|phi ϕ|varphi φ|chi χ|psi ψ|omega ω
Gamma Γ|Delta Δ|Theta Θ|Lambda Λ|Xi Ξ|Pi Π|Sigma Σ|Upsilon Υ|Phi Φ|Psi Ψ|Omega Ω|infty ∞|times ×|pm ±|cdot ·|leq ≤|le ≤|geq ≥|ge ≥|neq ≠|approx ≈|sim ∼
rightarrow →|to →|leftarrow ←|Rightarrow ⇒|leftrightarrow ↔|in ∈|cup ∪|cap ∩|subset ⊂|forall ∀|exists ∃|sum ∑|partial ∂|nabla ∇|ell ℓ|circ ∘|prime ′|star ⋆|ast ∗|bullet •|mid ∣
"""  # noqa: E501 -- one family, one line

SIGNS: Final = {
    name: sign
    for part in _SIGNS.replace("||", "\x00|").replace("\n", "|").split("|")
    if part.strip()
    for name, sign in [part.replace("\x00", "|").split(" ", 1)]
}
"""The character that a command stands for."""

TRANSPARENT: Final = frozenset(
    """
    textit textbf textsc textsf texttt textrm textmd textup textsl textnormal emph enquote
    mkbibquote mkbibemph mkbibbold mkbibitalic mbox hbox text mathrm mathbf mathit mathcal
    mathbb mathsf mathtt boldsymbol ensuremath uppercase lowercase MakeUppercase MakeLowercase
    underline uline url path nolinkurl textsuperscript textsubscript textstyle foreignlanguage
    textcyr textgreek caps em it bf sc sf tt rm sl bfseries itshape scshape upshape sffamily
    ttfamily rmfamily normalfont small footnotesize large Large tiny relax protect noopsort
    nocase left right limits displaystyle operatorname natexlab bibnamedelima bibnamedelimb
    bibnamedelimi autocap RL LR textarabic textrussian selectlanguage ignorespaces unskip
    bgroup egroup boldmath noindent cyrchar
    """.split()
)
"""Commands that leave what they stand before as it is."""

SPACES: Final = frozenset(
    "space quad qquad newline linebreak par newblock thinspace enspace".split()
)
"""Commands that part words."""

EMPTY: Final = frozenset(["-", "/", "!", "@", "nobreak", "allowbreak", "hskip", "kern"])
"""Commands that nobody sees."""
