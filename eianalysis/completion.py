"""What ``eianalysis completion`` prints: a script of bash that completes commands, options, cycles and notebooks.

It is written from the parser, so it cannot fall behind; it reads file names only, so a press of Tab starts no Python.
"""

from __future__ import annotations

import argparse

#: What stands for a value in ``--help`` -> what can be named there.
KINDS = {"CYCLE": "cycles", "PREVIOUS": "cycles", "D": "folders"}
NEW = ("new-cycle", "new-notebook")  # what they are given is a name that nothing has yet

SCRIPT = """\
# Completion of eianalysis for bash: eval "$(eianalysis completion)"
_eianalysis() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" command="${{COMP_WORDS[1]}}" flag="" kind="" words="" top="$PWD" i
    for ((i = 2; i < COMP_CWORD; i++)); do [[ "${{COMP_WORDS[i]}}" == -* ]] && flag="${{COMP_WORDS[i]}}"; done
    while [[ -n "$top" && ! -d "$top/data/cycles" ]]; do top="${{top%/*}}"; done
    if ((COMP_CWORD == 1)); then
        words="{commands}"
    elif [[ "$cur" == -* ]]; then
        case "$command" in
{options}
        esac
    else
        case "$command $flag" in
{values}
        esac
        ((COMP_CWORD == 2)) && case "$command" in {with_cycle}) kind=cycles ;; esac
        case "$kind" in
            cycles) words=$(cd "$top/data/cycles" 2>/dev/null && printf '%s ' *.toml) words="${{words//.toml/}}" ;;
            notebooks) words=$(cd "$top/notebooks" 2>/dev/null && printf '%s ' *.ipynb) words="${{words//.ipynb/}}" ;;
            folders) compopt -o dirnames 2>/dev/null; COMPREPLY=(); return ;;
        esac
    fi
    COMPREPLY=($(compgen -W "${{words//\\*/}}" -- "$cur"))
}}
complete -o default -F _eianalysis eianalysis
"""


def bash_completion(top: argparse.ArgumentParser) -> str:
    """The script for ``eval "$(eianalysis completion)"``; without a match bash completes file names as always."""
    commands = next(action.choices for action in top._actions if isinstance(action, argparse._SubParsersAction))
    options, values, with_cycle = [], [], []
    for name, command in commands.items():
        flags = [flag for action in command._actions for flag in action.option_strings]
        options.append(f'            {name}) words="{" ".join(flags)}" ;;')
        for action in command._actions:
            kind = "notebooks" if "--notebooks" in action.option_strings else KINDS.get(action.metavar)
            if kind and action.option_strings:
                values += [f'            "{name} {flag}") kind={kind} ;;' for flag in action.option_strings]
            elif kind == "cycles" and name not in NEW:
                with_cycle.append(name)
    return SCRIPT.format(commands=" ".join(commands), options="\n".join(options), values="\n".join(values),
                         with_cycle="|".join(with_cycle))
