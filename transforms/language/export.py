"""Write a trained network as int8 ONNX with its tokenizer and classes. Only training imports this module."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from transforms.language.encoder import CLASSES, LEMMAS, PIECES, RELATIONS, WEIGHTS
from transforms.language.labels import BIO_TAGS
from transforms.language.lemmas import write_lexicon

if TYPE_CHECKING:
    from transforms.language.examples import Inventory
    from transforms.language.network import Reader

_INPUTS = ("ids", "shapes", "mask", "first", "last")


def export(reader: Reader, inventory: Inventory, *, tokenizer: Path, folder: Path) -> None:
    """Write `reader` into `folder`, ready for `load_encoder`; the scores of the heads stay in full precision."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        _write_onnx(reader, plain)
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(folder / WEIGHTS),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )
    weights = reader.tree.relation_weight.detach().numpy().astype(np.float16)
    np.save(folder / RELATIONS, weights)
    classes = {"entities": list(BIO_TAGS)} | {head: list(names) for head, names in inventory.classes.items()}
    (folder / CLASSES).write_text(json.dumps(classes, indent=1) + "\n", encoding="utf-8")
    write_lexicon(folder / LEMMAS, inventory.lemmas)
    shutil.copyfile(tokenizer, folder / PIECES)


def _write_onnx(reader: Reader, path: Path) -> None:
    reader.export_mode()
    ids = torch.randint(5, 2000, (2, 17))
    places = torch.randint(0, 17, (2, 9))
    sample = (ids, torch.ones_like(ids), torch.ones(2, 17), places, places)
    with torch.no_grad():
        outputs = list(reader(*sample))
    axes = {name: {0: "text", 1: "piece"} for name in ("ids", "shapes", "mask")}
    axes |= {name: {0: "text", 1: "word"} for name in ("first", "last", *outputs)}
    axes["arc"] = {0: "text", 1: "word", 2: "head"}
    axes["relation_head"] = {0: "text", 1: "head"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            reader,
            sample,
            str(path),
            input_names=list(_INPUTS),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
