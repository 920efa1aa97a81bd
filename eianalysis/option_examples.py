"""What ``--help`` of each command ends with: examples, and what the command does to files."""

from __future__ import annotations

RUN_EXAMPLES = """examples:
  eianalysis run 2023-04
  eianalysis run 2023-04 --notebooks 06-retention 08-stop-search --jobs 2
  eianalysis run 2023-04 --data-dir /srv/ei/data --outputs-dir /srv/ei/outputs
  eianalysis run 2023-04 -p 06-retention:joined_from 1990-01-01
  eianalysis run 2023-04 --changed --pdf

The pack goes to outputs/CYCLE/index.html. If anything fails, the last good pack stays as it is.
"""
CHECK_EXAMPLES = """examples:
  eianalysis check 2023-04
  eianalysis check 2023-04 --data-dir /srv/ei/data

Reads the cycle file, the notebooks' parameters and every input table, and tells every fault. Changes nothing.
"""
LIST_EXAMPLES = """examples:
  eianalysis list
  eianalysis list --data-dir /srv/ei/data
"""
VERIFY_EXAMPLES = """examples:
  eianalysis verify 2023-04
  eianalysis verify 2023-04 --rerun --jobs 2

Compares every file with the manifest, inputs that are still there with what the pack was made from, and looks again for
what must not be seen. With --rerun the pack is made once more beside it and must have the same bytes. Changes nothing.
"""
ISSUE_EXAMPLES = """examples:
  eianalysis issue 2023-04
  eianalysis issue 2023-04 --why "Leavers of March came in late"     # after run --replace

Seals the pack and enters its released tables in outputs/ledger.csv: from then on its readers know it, and a run replaces
it only with --replace. A pack that does not verify, or is only part of one, is not issued.
"""
CYCLE_EXAMPLES = """examples:
  eianalysis new-cycle 2023-07 --from 2023-04
  eianalysis new-cycle spring --from 2023-04 --months 3
  eianalysis new-cycle publication-2024 --from 2023-04 --kind publication
  eianalysis new-cycle scrutiny-2023-04 --from 2023-04 --kind scrutiny     # searches and force, for a community panel

Writes data/cycles/CYCLE.toml with the dates moved on and lines to check marked so; a publication or a pack for a scrutiny
panel made of a board cycle keeps its dates. Never writes over a file.
"""
NOTEBOOK_EXAMPLES = """examples:
  eianalysis new-notebook 13-my-question

Writes notebooks/13-my-question.ipynb, run once on the default cycle, as a place to start. Never writes over a file.
"""
MAP_EXAMPLES = """examples:
  eianalysis map "data/raw/2023-07/Workforce list.xlsx"
  eianalysis map data/raw/2023-07/export.csv --table leavers

Looks at a workbook or CSV file and writes beside it, or adds to, the mapping.toml that says how it is read: sheet, headings,
columns with the reason for each, words and their codes, rows that are none. Says what it could not place and what is yours
to decide. No value of a person is written or shown. Changes no other file.
"""
IMPORT_EXAMPLES = """examples:
  eianalysis import-register "Action plan.docx" --prefix NEW --out new-draft.csv
  eianalysis import-register paper.html minutes.txt
  eianalysis import-register theirs.xlsx --mapping theirs.toml
  eianalysis import-register "Action plan.docx" --mapping new-draft-questions.csv --out second.csv

Reads plans and board papers (.docx, .xlsx, .csv, .html, .txt, .md) and writes a draft register for a person to review: one
row an item with its place, owner and date as written, confidence and flags. Beside it: a preview that shows each cell beside
its reading, the questions where two columns compete, and measures that may show an item. Changes no other file.
"""
ACCEPT_EXAMPLES = """examples:
  eianalysis accept new-draft.csv --check
  eianalysis accept new-draft.csv

Takes a reviewed draft into the register, its updates and owners in one step, or not at all. Waits for open questions, and
for rows that only a person can decide: a wording the register has already, a date that could not be read, what is struck
through. With --check it changes nothing.
"""
TEMPLATE_EXAMPLES = """examples:
  eianalysis template highlight-report.xlsx --workstream RET
  eianalysis template ret-april.xlsx --workstream RET --cycle 2023-04

Writes an Excel form with the open items of a workstream, for its owner to fill in.
"""
UPDATES_EXAMPLES = """examples:
  eianalysis import-updates ret-april.xlsx com-april.xlsx
  eianalysis import-updates ret-april.xlsx --check

Reads filled-in forms and adds what is sound to recommendations/updates.csv; tells every fault by its cell.
With --check it changes nothing.
"""

WITHDRAW_EXAMPLES = """examples:
  eianalysis withdraw 2023-04 stability_12m --why "leavers of March came in late"

The ledger says that the table is withdrawn, and why; the next pack says it too. The sealed pack stays as it was given. To correct the
table, `eianalysis run 2023-04 --replace` makes the pack again and `eianalysis issue 2023-04` issues it once more.
"""

DISPARITIES_EXAMPLES = """examples:
  eianalysis disparities 2023-04 --check
  eianalysis disparities 2023-04

Adds to recommendations/disparities.csv a row for each clear difference in the cycle's pack that has no entry, for you to complete:
explained or to be reformed, in words, by whom, reviewed by when, published where. Rows are only added: what is on record stays
from board to board. With --check it changes nothing. docs/disparities.md says what each column means.
"""

MANY_EXAMPLES = """examples:
  eianalysis run-many forces.toml
  eianalysis run-many forces.toml --scheduler tcp://10.0.0.5:8786
  eianalysis run-many forces.toml --scheduler print > lines.txt
  eianalysis run-many forces.toml --scheduler none          # the packs stand: only the one of all forces together

Makes the packs a plan names, one a force and cycle, and tells every one that could not be made. Run again it makes only what
is missing or no longer of now. docs/many-forces.md shows a plan and how to run it on a cluster. Needs eianalysis[cluster].
"""
INIT_EXAMPLES = """examples:
  eianalysis init try-out --demo
  eianalysis init my-force --force Kent
  eianalysis init my-force --update

Lays out a project: notebooks, reference data, a first cycle, and an empty register; with --demo an invented force and its register.
With --update it brings what is new in the package, shows every difference, and never writes over what you changed.
"""
COMPLETION_EXAMPLES = """examples:
  eval "$(eianalysis completion bash)"
  eianalysis completion bash > ~/.local/share/bash-completion/completions/eianalysis
  eianalysis completion zsh > "${fpath[1]}/_eianalysis"
  eianalysis completion fish > ~/.config/fish/completions/eianalysis.fish
  eianalysis completion powershell | Out-String | Invoke-Expression

The first and the last complete in this terminal, the others in every new one; put the last into $PROFILE to keep it.
"""
