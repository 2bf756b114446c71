"""One tokenizer for treebanks and news: spaCy's English rules, adapted to money, measures and designations.

Only the tokenizer's own settings (prefixes, suffixes, infixes, exceptions) are changed, so the result is
stored with the pipeline and needs no code when it is loaded.
"""

from collections.abc import Iterable
from typing import Any

from spacy.lang.char_classes import ALPHA, HYPHENS, UNITS
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Calibres stay whole ("155mm", "155-mm"); other measures split as in the treebanks ("5km" is "5", "km").
CALIBRES = ("mm",)
MAGNITUDES = ("bn", "mn", "tn", "k", "b", "B", "m", "M", "K")
# A unit is split off a plain number only: "500m", but never "T-72M", "F-35B" or "M1A2K".
_PLAIN_NUMBER = (
    "".join(rf"(?<![{ALPHA}]-{d})(?<![{ALPHA}]{d})" for d in (r"\d", r"\d\d", r"\d\d\d")) + r"(?<=\d)"
)
_DEFAULT_UNITS = rf"(?<=[0-9])(?:{UNITS})"
_DEFAULT_HYPHEN = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"

# The treebanks keep these joined to their word ("anti-tank"), but split words ("long", "-", "range").
BOUND_PREFIXES = (
    "anti", "co", "counter", "cross", "e", "ex", "mid", "mini", "mis", "multi", "non", "over", "post", "pre", "pro",
    "re", "semi", "sub",
)  # fmt: skip
# The treebanks keep a run of the same mark together: "!!!", "=====".
RUNS = [r"[!?]{2,}", r"[=*_~#]{2,}", r"<{2,}", r">{2,}"]
# Kept whole, with their full stop.
EXCEPTIONS = (
    "U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "L.A.", "Gen.", "Lt.", "Col.", "Sgt.", "Maj.", "Capt.", "Ft.", "etc.", "Wed.",
)  # fmt: skip
# spaCy takes these for contractions ("i'd" without its apostrophe).
NOT_CONTRACTED = ("id", "Id")


def _suffixes(defaults: Iterable[str]) -> list[str]:
    units = [unit for unit in UNITS.split("|") if unit not in CALIBRES and unit not in MAGNITUDES]
    kept = [pattern for pattern in defaults if pattern != _DEFAULT_UNITS]
    return [*RUNS, *kept, f"{_PLAIN_NUMBER}(?:{'|'.join([*units, *MAGNITUDES])})"]


def _infixes(defaults: Iterable[str]) -> list[str]:
    kept = [pattern for pattern in defaults if pattern != _DEFAULT_HYPHEN]
    bound = "".join(rf"(?<!\b(?i:{prefix}))" for prefix in BOUND_PREFIXES)
    return [
        *kept,
        # "long-range" splits; "IRIS-T" does not.
        rf"(?<=[{ALPHA}]){bound}(?:{HYPHENS})(?=[{ALPHA}])(?![A-Z](?![{ALPHA}]))",
        # "20-year" splits; "155-mm" does not.
        rf"(?<=[0-9])(?:{HYPHENS})(?=[{ALPHA}])(?!(?:{'|'.join(CALIBRES)})(?![{ALPHA}]))",
        # "U.S.-supplied" is "U.S.", "-", "supplied".
        rf"(?<=[A-Z]\.)(?:{HYPHENS})(?=[{ALPHA}])",
        # A quotation mark or dash between letters and no space: "word”—word".
        r"[—–](?=\S)",
    ]


def set_tokenizer(nlp: Language) -> None:
    """Give `nlp` the tokenizer of this project."""
    tokenizer: Any = nlp.tokenizer  # spaCy ships no types for it
    defaults = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or [])]).search
    tokenizer.suffix_search = compile_suffix_regex(_suffixes(map(str, defaults.suffixes or []))).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(map(str, defaults.infixes or []))).finditer
    for text in EXCEPTIONS:
        tokenizer.add_special_case(text, [{"ORTH": text}])
    tokenizer.rules = {
        text: rule for text, rule in (tokenizer.rules or {}).items() if text not in NOT_CONTRACTED
    }
