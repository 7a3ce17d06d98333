"""Tell which language pipeline read a text, so that a changed one is read with again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from transforms.language.load import MODELS, LanguageSettings


def fingerprint(settings: LanguageSettings) -> str:
    """Return a short hash that changes with the pipeline's weights, or with the name of a foreign one."""
    folder = MODELS if settings.model == "builtin" else Path(settings.model.removeprefix("gliner:"))
    digest = hashlib.sha256(settings.model.encode())
    if folder.is_dir():
        for file in sorted(
            file for file in folder.rglob("*") if file.suffix in {".onnx", ".json", ".npy", ".bin", ".cfg"}
        ):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
