"""Write the model card from what was measured, so that the card cannot drift from the weights."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIGURES = "figures.json"
_HEAD = """\
# The weights, and where they come from

`reader/` is one small transformer with eight heads, read by `transforms.language.load`: entities, part of speech
(Penn and universal), morphology, lemma, sentence start, and the two halves of a biaffine UD parser. It starts from
all-MiniLM-L6-v2 (Apache-2.0) with word pieces frozen, adds an embedding of each word's shape (the encoder is uncased),
and is exported to int8 ONNX. At run time it needs onnxruntime, tokenizers and numpy; no PyTorch.

Rebuild it with `python -m transforms.language.train --corpora ../shared/corpora --gold ../shared/eval/entities/gold`.

## Licence
The weights are not under the code's licence: see `LICENSE` beside this file (CC BY-SA 4.0, with attribution).

## Trained on
| data | what it teaches | licence |
|---|---|---|
| all-MiniLM-L6-v2 | the encoder it starts from | Apache-2.0 |
| UD English EWT, train | tags, lemmas, trees | CC BY-SA 4.0 |
| UD English GUM, train (ten open genres, without twelve news texts) | tags, lemmas, trees | CC BY, CC BY-SA, PD |
| GUM's entity layer, same sentences | names | CC BY 4.0 |
| WikiGold | names | CC BY 4.0 |
| Broad Twitter Corpus, news tweets | names | CC BY 4.0 |
| re3d, its open sources | names | public domain, OGL v3, CC BY, CC BY-SA, EU reuse |
| `annotations/voa_entities.jsonl`: {own} Voice of America sentences (PD), our labels | names | CC BY-SA 4.0 |

The Groningen Meaning Bank's own labels were not used. No dev or test set was trained on, but two constants of the
tagger (`_CAUTION` in `reader.py`) were chosen on the dev sets. Guideline of our labels: `docs/annotation_entities.md`;
the readers were language-model sessions of this project, and no person has checked them yet. What a corpus leaves
unannotated (NORP, EVENT) is masked, not taught as "no name". `docs/accuracy.md` tells how the shipped weights came to
be, and where that differs from the recipe.
"""


def write_card(folder: Path, *, measured: Mapping[str, Any], own: int) -> None:
    """Write README.md and figures.json beside the reader's folder."""
    models = folder.parent
    (models / FIGURES).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    text = _HEAD.format(own=f"{own:,}") + _figures(measured) + _files(folder)
    (models / "README.md").write_text(text, encoding="utf-8")


def _figures(measured: Mapping[str, Any]) -> str:
    lines = ["", "## Figures", "Exact-span F1 on the dev sets, through the whole pipeline:", ""]
    lines += ["| set | label | P | R | F1 |", "|---|---|---|---|---|"]
    for name, scores in measured["entities"].items():
        for row in scores:
            lines.append(f"| {name} | {row['label']} | {row['precision']} | {row['recall']} | {row['f1']} |")
    lines += ["", "What is wrong, in names:", ""]
    lines += ["| set | right | other label | other extent | missed | invented |", "|---|---|---|---|---|---|"]
    for name, row in measured["errors"].items():
        cells = (row.get(kind, 0) for kind in ("right", "other label", "other extent", "missed", "invented"))
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    lines += ["", "Trees, tags and sentences, from raw text (punctuation not counted):", ""]
    lines += ["| set | UAS | LAS | tag | pos | lemma | sentence F1 |", "|---|---|---|---|---|---|---|"]
    for name, row in measured["trees"].items():
        cells = (row[key] for key in ("uas", "las", "tag", "pos", "lemma", "sentence_f1"))
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> str:
    lines = ["", "## Files", "| file | bytes | sha256 |", "|---|---|---|"]
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        lines.append(f"| {folder.name}/{path.name} | {len(content):,} | `{hashlib.sha256(content).hexdigest()}` |")
    return "\n".join(lines) + "\n"
