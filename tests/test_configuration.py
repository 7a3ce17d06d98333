"""Every mistake in the configuration is one line with file, line number and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.configuration import load_toml
from flows.errors import ConfigurationError
from flows.settings import HearsayFile, SourceFile, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def _complaint(path: Path, content: str, kind: type = HearsayFile) -> str:
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_toml(path, kind)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_an_unknown_key_names_the_nearest_one_and_the_line(tmp_path: Path) -> None:
    message = _complaint(tmp_path / "hearsay.toml", '# settings\n\n[fetch]\nuser_agnet = "x"\n')
    assert message.endswith("hearsay.toml:4: unknown key 'user_agnet'; did you mean 'user_agent'?")


def test_an_unknown_key_like_no_other_lists_the_known_ones(tmp_path: Path) -> None:
    message = _complaint(tmp_path / "hearsay.toml", "[run]\nzzz = 1\n")
    assert "hearsay.toml:2" in message
    assert "known keys: batch, runner" in message


def test_a_slip_in_the_second_source_is_found_on_its_own_line(tmp_path: Path) -> None:
    content = '[[source]]\nid = "a"\nname = "A"\n\n[[source]]\nid = "b"\nname = "B"\nfeed = []\n'
    message = _complaint(tmp_path / "sources.toml", content, SourceFile)
    assert message.endswith("sources.toml:8: unknown key 'feed'; did you mean 'feeds'?")


def test_a_value_of_the_wrong_kind_says_what_was_found(tmp_path: Path) -> None:
    message = _complaint(tmp_path / "hearsay.toml", '[fetch]\ndeadline = "soon"\n')
    assert "hearsay.toml:2: fetch.deadline" in message
    assert "'soon'" in message


def test_an_unknown_runner_lists_the_known_ones(tmp_path: Path) -> None:
    message = _complaint(tmp_path / "hearsay.toml", '[run]\nrunner = "spark"\n')
    assert "'threads', 'processes', 'dask' or 'ray'" in message


def test_a_source_without_a_name_is_refused(tmp_path: Path) -> None:
    assert "source.0.name" in _complaint(tmp_path / "sources.toml", '[[source]]\nid = "a"\n', SourceFile)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    assert "line 2" in _complaint(tmp_path / "hearsay.toml", "[run]\nbatch = \n")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="create it, or name another folder with --config"):
        load_toml(tmp_path / "hearsay.toml", HearsayFile)


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such configuration folder"):
        load_settings(tmp_path / "nowhere")


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "hearsay.toml"
    path.write_bytes(b'data = "\xff"')
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        load_toml(path, HearsayFile)


def test_two_sources_with_one_id_are_refused_on_the_line_of_the_second(newsroom: Path) -> None:
    (newsroom / "sources.toml").write_text(
        '[[source]]\nid = "a"\nname = "A"\n[[source]]\nid = "a"\nname = "B"\n', "utf-8"
    )
    with pytest.raises(ConfigurationError, match=r"sources\.toml:5: the source id 'a' is used twice"):
        load_settings(newsroom)


def test_the_shipped_configuration_states_the_defaults(project: Path) -> None:
    """hearsay.toml documents each key beside its default; the only difference is the sample that is switched on."""
    shipped = load_toml(project / "config" / "hearsay.toml", HearsayFile)
    default = HearsayFile()
    assert (shipped.data, shipped.fetch, shipped.run, shipped.language) == (
        default.data,
        default.fetch,
        default.run,
        default.language,
    )
    assert shipped.sample.enabled


def test_the_configuration_version_changes_with_any_file(newsroom: Path) -> None:
    before = load_settings(newsroom).version
    with (newsroom / "entities.toml").open("a", encoding="utf-8") as file:
        file.write("\n# one more comment\n")
    assert load_settings(newsroom).version != before
