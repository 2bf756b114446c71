"""How much of what is read is right: frames drawn at random from real documents, for a person to judge.

    python benchmarks/judge.py draw ../shared/real/us_presidential_documents.jsonl -n 200 --seed 1 > sheet.txt
    python benchmarks/judge.py tally sheet.txt

`draw` builds the documents that were set aside before anybody read what is made of them (`--others`: the rest, to
develop by) and writes a sheet: every frame of the build has the same chance. Behind each "verdict:" the judge writes
"ok" where class, fillers, factuality and speaker are all right by the sentence and what stands before it, or else
what is wrong: any of class, filler, missing, factuality, speaker, other. `tally` counts the verdicts.

An OpenClaim is no reading of a frame class and is not drawn.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import ukgraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SET_ASIDE = {8, 16, 32}  # besides every third document: 30 of the 81, chosen when none of them had been read
KINDS_OF_ERROR = ("class", "filler", "missing", "factuality", "speaker", "other")
NOT_DRAWN = {"OpenClaim"}
VERDICT = "verdict:"
LONGEST_CONTEXT = 400  # characters
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\.[A-Z]\.)[\"”’)]*\s+|\n+")  # not behind "U.S."


def held_out(position: int) -> bool:
    """Whether the document at a position, counted from 0, was set aside for judging."""
    return position % 3 == 0 or position in SET_ASIDE


def read_documents(lines: Sequence[str]) -> ukgraph.KnowledgeGraph:
    """Build a graph from JSON lines, each a document with id, date and text.

    Raises:
        UkgraphError: the ontology is wrong.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return ukgraph.build([file])


def before(text: str, start: int) -> str:
    """The sentence or line that ends where another starts, as the eye would cut it; "" at the top of a text."""
    parts = [p for p in _SENTENCE_END.split(text[max(0, start - LONGEST_CONTEXT) : start]) if p.strip()]
    return parts[-1].strip() if parts else ""


def as_text(value: ukgraph.Entity | ukgraph.Quantity | ukgraph.Date | str) -> str:
    """A filler as a person reads it, with the class of an entity."""
    match value:
        case ukgraph.Entity():
            return f"{value.label} ({value.kind}{'' if value.known else ', new'})"
        case ukgraph.Quantity():
            return " ".join(filter(None, [value.modifier, f"{value.value:,f}", value.unit]))
        case ukgraph.Date():
            return value.iso
        case _:
            return f"“{value}”"


def entry(number: int, frame: ukgraph.Frame, article: ukgraph.Article) -> Iterator[str]:
    """The lines of a sheet that show one frame."""
    speaker = as_text(frame.attributed_to) if frame.attributed_to else "-"
    yield f"#{number}  {article.id}  {article.published or 'no date'}"
    yield f"  {frame.kind}  {frame.factuality}  by: {speaker}"
    for filler in frame.fillers:
        yield f"    {filler.role}: {as_text(filler.value)}"
    for evidence in frame.evidence:
        yield f"  … {before(article.text, evidence.start)}"
        yield f"  » {' '.join(evidence.quote.split())}"
    yield f"  {VERDICT} "
    yield ""


def sheet(graph: ukgraph.KnowledgeGraph, size: int, seed: int) -> Iterator[str]:
    """The lines of a sheet with `size` frames of a graph, or all of them where there are fewer."""
    articles = {a.id: a for a in graph.articles}
    frames = [f for f in graph.frames if f.kind not in NOT_DRAWN]
    drawn = random.Random(seed).sample(frames, min(size, len(frames)))  # noqa: S311  # a lot, no secret
    yield f"# {len(drawn)} of {len(frames)} frames from {len(articles)} documents, seed {seed}"
    yield ""
    for number, frame in enumerate(drawn, start=1):
        yield from entry(number, frame, articles[frame.article])


def interval(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    share, spread = right / total, z * z / total
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return centre - half, centre + half


def tally(lines: Sequence[str]) -> Iterator[str]:
    """Count the verdicts of a sheet.

    Raises:
        ValueError: a frame has no verdict, or one that is none of the words.
    """
    verdicts: list[tuple[str, set[str]]] = []
    kind = number = ""
    for line in lines:
        if line.startswith("#") and not line.startswith("# "):
            number, kind = line.split()[0], ""
        elif number and not kind:
            kind = line.split()[0]
        elif line.strip().startswith(VERDICT):
            words = set(line.partition(VERDICT)[2].replace(",", " ").split())
            if not words or not (words == {"ok"} or words <= set(KINDS_OF_ERROR)):
                raise ValueError(
                    f'{number}: write "ok" or any of {", ".join(KINDS_OF_ERROR)} behind "{VERDICT}"'
                )
            verdicts.append((kind, words))
    if not verdicts:
        raise ValueError("no frame in this sheet")
    right = sum(words == {"ok"} for _, words in verdicts)
    low, high = interval(right, len(verdicts))
    yield f"right: {right} of {len(verdicts)} = {right / len(verdicts):.3f} (95 % between {low:.3f} and {high:.3f})"
    errors = Counter(word for _, words in verdicts for word in words - {"ok"})
    yield from (f"  wrong {word}: {errors[word]}" for word in KINDS_OF_ERROR if errors[word])
    for name, count in sorted(Counter(kind for kind, _ in verdicts).items()):
        good = sum(words == {"ok"} for kind, words in verdicts if kind == name)
        yield f"  {name}: {good} of {count}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a sheet or count one; 1 where the input is not usable."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write a sheet")
    draw.add_argument("documents", type=Path, help="JSON lines with id, date and text")
    draw.add_argument("-n", type=int, default=200, dest="size", help="how many frames (200)")
    draw.add_argument("--seed", type=int, default=1, help="which draw (1)")
    draw.add_argument("--others", action="store_true", help="the documents that are not set aside")
    count = commands.add_parser("tally", help="count the verdicts of a sheet")
    count.add_argument("sheet", type=Path)
    args = parser.parse_args(arguments)
    try:
        if args.command == "tally":
            output = tally(args.sheet.read_text(encoding="utf-8").splitlines())
        else:
            lines = [x for x in args.documents.read_text(encoding="utf-8").splitlines() if x.strip()]
            wanted = [x for i, x in enumerate(lines) if held_out(i) is not args.others]
            output = sheet(read_documents(wanted), args.size, args.seed)
        for line in output:
            print(line)
    except (OSError, ValueError, ukgraph.UkgraphError) as error:
        print(f"judge: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
