"""What LaTeX's commands stand for in Unicode: symbols, accents, small letters, alphabets."""

import unicodedata
from contextlib import suppress


def _pairs(written: str) -> dict[str, str]:
    words = written.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _pairs(
    """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ρ sigma σ varsigma ς tau τ
upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
Upsilon Υ Phi Φ Psi Ψ Omega Ω
pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙
oslash ⊘ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ setminus ∖ wr ≀ dagger †
ddagger ‡ amalg ⨿ rtimes ⋊ ltimes ⋉ bowtie ⋈ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀
bigvee ⋁ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ partial ∂ nabla ∇ infty ∞ surd √
le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ approx ≈ cong ≅ sim ∼
simeq ≃ asymp ≍ doteq ≐ propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽
lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ triangleq ≜ coloneqq ≔ models ⊨ vdash ⊢ dashv ⊣
vDash ⊨ Vdash ⊩ perp ⊥ bot ⊥ top ⊤ parallel ∥ nparallel ∦ mid ∣ nmid ∤ smile ⌣ frown ⌢
in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑
sqsupseteq ⊒ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ therefore ∴
because ∵ square □ Box □ blacksquare ■ Diamond ◇ diamond ⋄ lozenge ◊ triangle △ triangledown ▽
bigtriangleup △ bigtriangledown ▽ blacktriangle ▲ bigstar ★ bigcirc ◯ angle ∠ measuredangle ∡
to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔
longleftrightarrow ⟷ Rightarrow ⇒ implies ⟹ Longrightarrow ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺
Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩
rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ xrightarrow →
twoheadrightarrow ↠ circlearrowleft ↺ circlearrowright ↻
langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } lbrack [ rbrack ] vert |
lvert | rvert | Vert ‖ lVert ‖ rVert ‖ backslash \\ textbackslash \\ slash / ldots … dots … dotsc …
textellipsis … cdots ⋯ vdots ⋮ ddots ⋱ ell ℓ hbar ℏ hslash ℏ imath ı jmath ȷ Re ℜ Im ℑ wp ℘
aleph ℵ beth ℶ prime ′ degree ° deg ° textdegree ° textcelsius ℃ celsius ℃ micro µ textmu µ ohm Ω
angstrom Å AA Å aa å AE Æ ae æ OE Œ oe œ O Ø o ø L Ł l ł ss ß i ı j ȷ DH Ð dh ð TH Þ th þ DJ Đ
dj đ NG Ŋ ng ŋ S § P ¶ copyright © textcopyright © textregistered ® texttrademark ™ pounds £
textsterling £ euro € texteuro € EUR € textyen ¥ textdollar $ textasciitilde ~
textasciicircum ^ textunderscore _ textbar | textless < textgreater > textquotedblleft “
textquotedblright ” textquoteleft ‘ textquoteright ’ textendash – textemdash — textbullet •
textpm ± texttimes × checkmark ✓ cmark ✓ xmark ✗ maltese ✠ clubsuit ♣ diamondsuit ♢ heartsuit ♡
spadesuit ♠ flat ♭ natural ♮ sharp ♯ complement ∁ eth ð mho ℧ Bbbk 𝕜 blacklozenge ⧫ lhd ⊲ rhd ⊳
unlhd ⊴ unrhd ⊵ colon : eg e.g. ie i.e. etal et\N{NO-BREAK SPACE}al. etc etc. TeX TeX LaTeX LaTeX
""".replace("\N{NO-BREAK SPACE}", "\0")
)
SYMBOLS = {name: symbol.replace("\0", " ") for name, symbol in SYMBOLS.items()}
"""Commands without an argument."""

_OPERATORS = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf "
    "limsup ln log max min Pr sec sin sinh sup tan tanh argmax argmin poly polylog tr rank diag "
    "sgn softmax erf vec"
)
OPERATORS = frozenset(_OPERATORS.split()) - SYMBOLS.keys() - {"vec"}
"""Commands that are printed as their own names."""

SILENT = frozenset(
    "em bf it tt rm sc sf sl bfseries itshape ttfamily rmfamily sffamily scshape mdseries upshape "
    "slshape normalfont normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge "
    "displaystyle textstyle scriptstyle scriptscriptstyle left right middle big Big bigg Bigg bigl "
    "bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits protect noindent indent par newline "
    "linebreak pagebreak centering xspace relax hfill vfill smallskip medskip bigskip allowbreak "
    "nobreak boldmath unboldmath cal Bbb mathstrut strut null unskip leavevmode "
    "nonumber notag".split()
)
"""Commands that only change how things look."""

BLANK = frozenset("quad qquad enspace thinspace space newline par".split())

STYLES = frozenset(
    "textbf textit texttt textsc textrm textsf textsl textup textmd textnormal text emph mbox hbox "
    "mathbf mathrm mathsf mathtt mathit mathnormal mathop mathrel boldsymbol bm pmb operatorname "
    "underline uline sout hl underbar underbrace overbrace fbox framebox makebox uppercase "
    "lowercase textlf ensuremath".split()
)
"""Commands that only change how their argument looks."""

ALPHABETS = {
    "mathbb": "DOUBLE-STRUCK",
    "Bbb": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
}
"""Commands that mean another letter, where they hold a single one; Unicode's word for each."""

DROPPED = frozenset(
    "cite citep citet citealp citealt citeauthor citeyear citenum parencite textcite nocite ref "
    "eqref autoref cref Cref label index vspace hspace includegraphics color thispagestyle "
    "pagestyle vskip hskip phantom hphantom vphantom begin end bibliography "
    "bibliographystyle thanks".split()
)
"""Commands whose argument is no text."""

SECOND_IS_TEXT = frozenset("textcolor colorbox hypertarget hyperref".split())
"""Commands whose first argument says how, and whose last is the text."""

_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "d": "\u0323", "b": "\u0331", "r": "\u030a", "hat": "\u0302", "tilde": "\u0303",
    "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
    "widehat": "\u0302", "widetilde": "\u0303", "overline": "\u0304",
}  # fmt: skip
ACCENTS = frozenset(_MARKS)
"""Commands that put a mark on the letter that follows; those of one sign need no brace."""

ESCAPED = {"\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "/": "", "-": "", " ": " ",
           "|": "‖", "@": "", "(": "", ")": "", "[": "", "]": "", ">": " ", "\n": " "}  # fmt: skip
"""A backslash and one sign, where it is not that sign itself."""

_SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()niabcdefghjklmoprstuvwxyzTβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞᵟᶿᵠᵡ",
)
_SUBSCRIPTS = str.maketrans(
    "0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)
_PRIMES = {"∘": "°", "′": "′", "*": "*", "∗": "*", "†": "†", "‡": "‡", "⋆": "⋆", "°": "°"}


def accented(command: str, letter: str) -> str:
    """Put an accent on the first of some letters, as one character where Unicode has one."""
    plain = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1])
    if not plain.isalpha():
        return letter
    return unicodedata.normalize("NFC", plain + _MARKS[command]) + letter[1:]


def lettered(command: str, content: str) -> str:
    """Return the letter of another alphabet, or the content where it is no single letter."""
    if len(content) != 1 or not content.isascii() or not content.isalpha():
        return content
    kind, letter = ALPHABETS[command], f"{'CAPITAL' if content.isupper() else 'SMALL'} {content}"
    # The letters that mathematics used first have names of their own: ℝ, ℒ, ℭ.
    for name in (kind, {"FRAKTUR": "BLACK-LETTER"}.get(kind, kind), f"MATHEMATICAL {kind}"):
        with suppress(KeyError):
            return unicodedata.lookup(f"{name} {letter.upper()}")
    return content


def raised(content: str) -> str:
    """Write an exponent: small where Unicode has all of it, else behind ^."""
    if content in _PRIMES:
        return _PRIMES[content]
    if content in ("st", "nd", "rd", "th"):
        return content
    return _small(content, _SUPERSCRIPTS, "^")


def lowered(content: str) -> str:
    """Write an index: small where Unicode has all of it, else behind _."""
    return _small(content, _SUBSCRIPTS, "_")


def _small(content: str, table: dict[int, int], sign: str) -> str:
    tight = content.replace(" ", "")
    if (
        tight
        and all(ord(letter) in table for letter in tight)
        and (len(tight) == 1 or not tight.isalpha())
    ):
        return tight.translate(table)
    if not content:
        return ""
    return f"{sign}{content}" if content.isalnum() or len(content) == 1 else f"{sign}({content})"
