"""Which models a word means."""

from pathlib import Path

import pytest

from xiezhi.run.choosing import ModelChoiceError, model_folders


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    for name in ("criminal/first", "criminal/second", "civil/third"):
        folder = tmp_path / "rulebook" / "models" / name
        folder.mkdir(parents=True)
        (folder / "model.yaml").write_text("model: x\n")
    return tmp_path / "rulebook"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["all"], ["third", "first", "second"]),
        (["criminal"], ["first", "second"]),
        (["second"], ["second"]),
        (["criminal/second"], ["second"]),
        (["civil", "criminal", "first"], ["third", "first", "second"]),
    ],
)
def test_names_lines_and_all(rulebook: Path, words: list[str], names: list[str]):
    assert [folder.name for folder in model_folders(words, rulebook)] == names


def test_a_folder_of_one_s_own(rulebook: Path, tmp_path: Path):
    own = tmp_path / "own" / "mine"
    own.mkdir(parents=True)
    (own / "model.yaml").write_text("model: mine\n")
    assert model_folders([str(own)], rulebook) == (own,)
    assert model_folders([str(tmp_path / "own")], rulebook) == (own,)


def test_an_unknown_word_is_answered_with_the_nearest(rulebook: Path):
    with pytest.raises(ModelChoiceError) as refused:
        model_folders(["secnd", "civil/second", "first"], rulebook)
    assert [problem.what for problem in refused.value.problems] == [
        "There is no model secnd.",
        "There is no model civil/second.",
    ]
    assert "Did you mean second?" in refused.value.problems[0].cure
