"""``python -m eianalysis.synthetic --out data/synthetic`` makes the committed files again."""

from __future__ import annotations

import argparse

from eianalysis.synthetic import SEED, force, write
from eianalysis.synthetic.people import WHOLE_FORCE


def main(arguments: list[str] | None = None) -> None:
    """Write the synthetic force; print what was written."""
    parser = argparse.ArgumentParser(prog="python -m eianalysis.synthetic", description=__doc__)
    parser.add_argument("--out", default="data/synthetic", help="folder to write to (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="another force of the same kind (default: %(default)s)")
    parser.add_argument("--people", type=int, default=WHOLE_FORCE, help="about how many are in post at the end, 50 or more (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        tables = force(seed=options.seed, people=options.people)
    except ValueError as error:
        parser.error(str(error))
    written = write(options.out, tables=tables)
    print(f"{len(written)} files of the synthetic force in {options.out}. Nothing in them describes real people.")


if __name__ == "__main__":
    main()
