"""``python -m eianalysis.synthetic --out data/synthetic`` makes the committed files again."""

from __future__ import annotations

import argparse

from eianalysis.synthetic import SEED, force, write


def main(arguments: list[str] | None = None) -> None:
    """Write the synthetic force; print what was written."""
    parser = argparse.ArgumentParser(prog="python -m eianalysis.synthetic", description=__doc__)
    parser.add_argument("--out", default="data/synthetic", help="folder to write to (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="another force of the same kind (default: %(default)s)")
    options = parser.parse_args(arguments)
    written = write(options.out, tables=force(seed=options.seed))
    print(f"{len(written)} files of the synthetic force in {options.out}. Nothing in them describes real people.")


if __name__ == "__main__":
    main()
