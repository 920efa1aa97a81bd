"""The committed files are what the code makes, byte for byte, and stay small enough to commit."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from eianalysis import synthetic
from eianalysis.synthetic.__main__ import main
from eianalysis.synthetic.draws import Draws


def committed(root: Path) -> dict[str, bytes]:
    folder = root / "data" / "synthetic"
    paths = [
        *folder.glob("stop_search/*/*.csv"),
        *(
            folder / f"{name}.csv"
            for name in (
                "workforce_snapshot",
                "joiners",
                "leavers",
                "misconduct_cases",
                "exit_interviews",
                "stay_interviews",
                "family_leave",
                "promotions",
                "development_participation",
                "leaver_contacts",
                "surveys",
                "survey_questions",
                "survey_waves",
                "training_attendance",
                "community_events",
                "cj_outcomes",
                "vawg_offences",
                "grievances",
                "complaints",
                "use_of_force",
                "dip_samples",
                "applications",
                "vetting",
                "selection_panels",
                "outreach",
                "pay",
            )
        ),
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_making_the_files_again_gives_the_same_bytes(root, tmp_path, tables):
    written = synthetic.write(tmp_path, tables=tables)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in written}
    kept = committed(root)
    assert sorted(made) == sorted(kept), "run: python -m eianalysis.synthetic --out data/synthetic"
    assert [name for name in made if made[name] != kept[name]] == []


def test_no_file_is_too_big_to_commit(root):
    assert max(len(content) for content in committed(root).values()) < 1_400_000


def test_the_command_says_that_nobody_is_real(tmp_path, capsys, tables):
    main(["--out", str(tmp_path), "--seed", "5"])
    files = len(tables) - 1 + 36  # a file a table, and one a month of searches
    assert f"{files} files of the synthetic force" in (said := capsys.readouterr().out)
    assert "Nothing in them describes real people" in said
    name = "stop_search/2020-04/2020-04-synthetic-force-stop-and-search.csv"
    assert (tmp_path / name).read_bytes().startswith(b"Type,Date,Part of a policing operation")


def test_the_bits_of_chance_are_pcg64s():
    """First numbers of PCG64 seeded with SeedSequence([1, 98]), as any numpy gives them."""
    expected = np.random.Generator(np.random.PCG64(np.random.SeedSequence([1, 1908338681]))).random(3)
    np.testing.assert_array_equal(Draws(1, "b").share(3), expected)


@pytest.mark.parametrize("name", ["find_black", "early_resignation_ethnic_minorities"])
def test_the_same_seed_gives_the_same_force(name):
    first, again = (synthetic.force(seed=9, people=300, effects={name: 1.5}) for _ in range(2))
    assert all(first[table].equals(again[table]) for table in first)


def test_a_small_force_is_drawn_from_the_command_line_and_one_too_small_is_told(tmp_path, capsys):
    main(["--out", str(tmp_path), "--seed", "5", "--people", "60"])
    people = pd.read_csv(tmp_path / "workforce_snapshot.csv", dtype=str)
    assert 30 < (people["as_at"] == people["as_at"].max()).sum() < 120
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--people", "10"])
    assert "people must be 50 or more, not 10" in capsys.readouterr().err
