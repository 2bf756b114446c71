"""How well the stance of a predicate agrees with people's judgement of whether its event happened.

    .venv/bin/python benchmarks/factuality.py ../shared/training/factuality/UDS_IH2_dev.jsonl [--errors 40] [--cell Asserted:not]

Reads JSON lines of pre-tokenized sentences with judged predicates from -3 (did not happen) to 3 (happened): MEANTIME
(Minard et al. 2016) and UDS-IH2 (White et al. 2016; Rudinger et al. 2018), in the unified form of Stanovsky et al. (2017).
The lexicon of frames plays no part: the stance of any word can be asked. Development files are for finding missing cues;
test files only for the figure.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ukgraph
from ukgraph.records import Factuality
from ukgraph.stance import read_stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.pipeline import Steps
    from ukgraph.stance import Stance

OPENING = frozenset({"(", "[", "$", "“", "‘"})
CLOSING = frozenset(
    {")", "]", ",", ".", ";", ":", "?", "!", "%", "”", "’", "n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "'"}
)
SPELLED = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}
SURE = (
    1.0  # a judgement beyond it counts as "happened" or "did not"; the mean of several judges lies in between
)
JUDGED = ("happened", "uncertain", "not")
MEANS = {
    Factuality.ASSERTED: "happened",
    Factuality.PLANNED: "uncertain",
    Factuality.POSSIBLE: "uncertain",
    Factuality.NEGATED: "not",
}
VALUE = {
    Factuality.ASSERTED: 3.0,
    Factuality.PLANNED: 0.0,
    Factuality.POSSIBLE: 0.0,
    Factuality.NEGATED: -3.0,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One predicate: what people judged (-3 to 3), what we read."""

    text: str
    word: str
    label: float
    stance: Stance

    @property
    def gold(self) -> str:
        """The judgement as one of three classes."""
        return "happened" if self.label >= SURE else "not" if self.label <= -SURE else "uncertain"


def spell(words: Sequence[str]) -> tuple[str, list[int]]:
    """Running text of tokens, and the offset at which each begins."""
    text = ""
    starts: list[int] = []
    straight = 0
    for i, raw in enumerate(words):
        word = SPELLED.get(raw, raw)
        if word == '"':
            straight += 1
            opens = straight % 2 == 1
        else:
            opens = word in OPENING
        before = SPELLED.get(words[i - 1], words[i - 1]) if i else ""
        glued = (
            not text
            or (word.lower() in CLOSING)
            or (word == '"' and not opens)
            or before in OPENING
            or (before == '"' and straight % 2 == 1)
        )
        text += "" if glued else " "
        starts.append(len(text))
        text += word
    return text, starts


def judged(reader: ukgraph.Reader, path: Path) -> Iterator[Judged]:
    """Every judged predicate of a file that the tokenizer also sees as a word."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text, starts = spell(entry["text"].split())
        steps = reader.steps(ukgraph.Article("sentence", None, text, None, None, None, "0" * 64))
        for target in entry["targets"]:
            found = stance_at(steps, starts[target["span1"][0]])
            if found is not None:
                yield Judged(text, target["span_text"], target["label"], found)


def stance_at(steps: Steps, offset: int) -> Stance | None:
    """The stance of the word that begins at an offset of the text."""
    for scene in steps.scenes:
        for token in scene.tree.tokens:
            if token.start == offset:
                return read_stance(scene, token, "")
    return None


def table(found: Sequence[Judged]) -> Iterator[str]:
    """Counts of reading by judgement, and the figures."""
    counts = Counter((j.stance.told, j.gold) for j in found)
    yield f"{'':10}" + "".join(f"{g:>11}" for g in JUDGED)
    for ours in Factuality:
        yield f"{ours:10}" + "".join(f"{counts[ours, g]:11}" for g in JUDGED)
    right = sum(n for (ours, gold), n in counts.items() if MEANS[ours] == gold)
    always = sum(j.gold == "happened" for j in found)
    scores = [_f1(counts, g) for g in JUDGED]
    yield f"predicates {len(found)}, agreement {right / len(found):.3f} (all Asserted: {always / len(found):.3f})"
    yield (
        "F1 "
        + ", ".join(f"{g} {s:.3f}" for g, s in zip(JUDGED, scores, strict=True))
        + f"; mean {statistics.mean(scores):.3f}"
    )
    facts = [j for j in found if j.stance.told is Factuality.ASSERTED]
    sure = sum(j.gold == "happened" for j in facts)
    yield f"told as fact: precision {sure / len(facts):.3f}, recall {sure / always:.3f}"
    ours_value, labels = [VALUE[j.stance.told] for j in found], [j.label for j in found]
    yield f"correlation {statistics.correlation(ours_value, labels):.3f}"


def _f1(counts: Counter[tuple[Factuality, str]], wanted: str) -> float:
    right = sum(n for (ours, gold), n in counts.items() if MEANS[ours] == gold == wanted)
    read = sum(n for (ours, _), n in counts.items() if MEANS[ours] == wanted)
    judged_so = sum(n for (_, gold), n in counts.items() if gold == wanted)
    return 2 * right / (read + judged_so) if read + judged_so else 0.0


def errors(found: Sequence[Judged], cell: str, limit: int) -> Iterator[str]:
    """Disagreements, those first that a wrong edge could come from; `cell` is "Asserted:not" or empty for all."""
    wrong = [j for j in found if MEANS[j.stance.told] != j.gold]
    if cell:
        wrong = [j for j in wrong if f"{j.stance.told}:{j.gold}" == cell]
    wrong.sort(
        key=lambda j: (
            j.stance.told is not Factuality.ASSERTED,
            -abs(VALUE[j.stance.told] - j.label),
        )
    )
    for j in wrong[:limit]:
        cues = ", ".join(f"{e}:{t.text}" for e, t in j.stance.effects)
        yield f"{j.label:5.2f} {j.stance.told:9} {j.word:14} [{cues}] {j.text}"


def main() -> None:
    """Print the table for each file named on the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--errors", type=int, default=0, help="print so many disagreements")
    options.add_argument(
        "--cell", default="", help="only those of one cell of the table, such as Asserted:not"
    )
    chosen = options.parse_args()
    reader = ukgraph.Reader.load()
    for path in chosen.files:
        found = list(judged(reader, path))
        print(path.name, *table(found), *errors(found, chosen.cell, chosen.errors), sep="\n")


if __name__ == "__main__":
    main()
