"""`language.model = "gliner:<path>"` with the real GLiNER and a model of a few thousand random weights made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transforms.language.labels import EntityLabel
from transforms.language.load import READER, LanguageSettings, load

if TYPE_CHECKING:
    from pathlib import Path

gliner = pytest.importorskip("gliner", reason="GLiNER is optional and not installed: pip install gliner")
torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")  # gliner brings both
pytestmark = pytest.mark.filterwarnings("default")  # its own packages warn of each other
TEXT = "Sartaj Aziz spoke in Kabul.\n\nThe army denied it in Lahore."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gliner")
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(READER / "tokenizer.json"), **special)
    tokenizer.save_pretrained(folder / "base")
    torch.manual_seed(0)
    size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    transformers.BertModel(transformers.BertConfig(vocab_size=len(tokenizer), **size)).save_pretrained(folder / "base")
    settings = gliner.GLiNERConfig(model_name=str(folder / "base"), hidden_size=32, max_width=6)
    gliner.GLiNER.from_config(settings).save_pretrained(folder / "model")
    return folder / "model"


def test_what_gliner_finds_bears_our_labels_at_the_right_place(model: Path) -> None:
    doc = load(LanguageSettings(model=f"gliner:{model}"))(TEXT)
    assert {span.label_ for span in doc.ents} <= set(EntityLabel)
    assert any(span.start_char > TEXT.index("The army") for span in doc.ents)  # random weights name nearly everything
    assert all(TEXT[span.start_char : span.end_char] == span.text for span in doc.ents)
    assert len(list(doc.sents)) == 2
