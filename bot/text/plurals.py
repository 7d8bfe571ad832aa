"""Plural → singular: matrices and cities as well as models, so that either form finds the other.

A stem that is no word does no harm; a lost difference would.
"""

import re

_NO_PLURALS = frozenset(
    "always alias as atlas bias canvas gas has his is lens news perhaps series species texas this "
    "was yes iris chaos cosmos ethos pathos".split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "phenomena:phenomenon criteria:criterion automata:automaton corpora:corpus "
        "genera:genus opera:opus viscera:viscus "
        "polyhedra:polyhedron tetrahedra:tetrahedron octahedra:octahedron ganglia:ganglion "
        "mitochondria:mitochondrion bacteria:bacterium spectra:spectrum quanta:quantum "
        "momenta:momentum strata:stratum maxima:maximum minima:minimum optima:optimum "
        "extrema:extremum equilibria:equilibrium desiderata:desideratum errata:erratum "
        "addenda:addendum memoranda:memorandum symposia:symposium curricula:curriculum "
        "millennia:millennium continua:continuum vacua:vacuum ova:ovum septa:septum "
        "lemmata:lemma schemata:schema stigmata:stigma stomata:stoma dogmata:dogma "
        "formulae:formula antennae:antenna larvae:larva nebulae:nebula supernovae:supernova "
        "novae:nova vertebrae:vertebra algae:alga pupae:pupa personae:persona "
        "alumni:alumnus foci:focus loci:locus nuclei:nucleus radii:radius stimuli:stimulus "
        "fungi:fungus cacti:cactus moduli:modulus calculi:calculus syllabi:syllabus "
        "bacilli:bacillus gyri:gyrus sulci:sulcus thalami:thalamus hippocampi:hippocampus "
        "uteri:uterus emboli:embolus thrombi:thrombus villi:villus tori:torus genii:genius "
        "axes:axis crises:crisis diagnoses:diagnosis prognoses:prognosis neuroses:neurosis "
        "psychoses:psychosis metastases:metastasis oases:oasis emphases:emphasis "
        "thromboses:thrombosis fibroses:fibrosis synopses:synopsis apotheoses:apotheosis "
        "mice:mouse lice:louse geese:goose feet:foot teeth:tooth men:man women:woman "
        "children:child oxen:ox leaves:leaf wolves:wolf halves:half shelves:shelf knives:knife "
        "calves:calf hooves:hoof thieves:thief selves:self loaves:loaf elves:elf "
        "quizzes:quiz buses:bus gases:gas biases:bias lenses:lens aliases:alias atlases:atlas "
        "canvases:canvas irises:iris pluses:plus minuses:minus"
    ).split()
)
_ICES = re.compile(
    r"(?P<ix>matr|append|hel|cerv|var|directr|dominatr|bisectr)ices$"
    r"|(?P<ex>ind|vert|vort|simpl|cort|cod|ap|lat|compl|dupl)ices$"
)
_PREFIXED = {
    "hedra": "hedron",
    "maxima": "maximum",
    "minima": "minimum",
    "optima": "optimum",
    "spectra": "spectrum",
    "nuclei": "nucleus",
    "phenomena": "phenomenon",
    "moduli": "modulus",
    "women": "woman",
}
_PREFIXED_ENDS = tuple(_PREFIXED)

_OES = frozenset(
    "cargo echo embargo halo hero mosquito motto potato tomato tornado torpedo veto volcano "
    "zero".split()
)


def singular(word: str) -> str:
    """Return the singular of a folded English word, and any other word as it is."""
    if known := _IRREGULAR.get(word):
        return known
    if word.endswith("ices") and (match := _ICES.search(word)):
        return word[:-4] + (match.lastgroup or "")
    if word.endswith(_PREFIXED_ENDS):
        return _without_prefixed(word)
    return _without_s(word)


def _without_prefixed(word: str) -> str:
    """Return the singular of what ends as an irregular plural does: polyhedra, subspectra."""
    ending = next(one for one in _PREFIXED if word.endswith(one))
    head = word.removesuffix(ending)
    is_prefixed = len(head) >= 2 and head[-2:].isascii() and head[-2:].isalpha()
    return head + _PREFIXED[ending] if is_prefixed else _without_s(word)


def _without_s(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word in _NO_PLURALS:
        return word.removesuffix("e") if word.endswith("che") else word
    if word.endswith(("yses", "theses")):
        return word[:-2] + "is"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("oes") and word[:-2] in _OES:
        return word[:-2]
    if word.endswith("uses") and word[:-2].endswith(_US):
        return word[:-2]
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1]


_US = tuple(
    "virus status focus corpus campus census consensus bonus apparatus nexus genius surplus "
    "octopus prospectus stimulus locus calculus torus hiatus sinus fetus walrus circus "
    "radius nucleus thesaurus syllabus modulus terminus".split()
)
