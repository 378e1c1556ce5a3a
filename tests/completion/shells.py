#!/usr/bin/env python3
"""shells.py QUOTH SOURCE - do the completion files of bash, zsh and fish offer what quoth knows?

Each file is read by its own shell, where that is installed: its syntax is checked, then it is asked to complete some command lines as
the shell would ask it, and what it offers is held against what `quoth complete` says. Which shells are not here is told."""
import os
import shutil
import subprocess
import sys
import tempfile

# What is typed, and what quoth completes there.
QUERIES = ["speaker:il", "place:marg", "spea", "has:sp", "source:har", "footb"]

BASH = r"""
. "$1"; compopt() { :; }
COMP_LINE="quoth search $2"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(quoth search "$2"); COMP_CWORD=2; COMP_WORDBREAKS=" "
_quoth; printf '%s\n' "${COMPREPLY[@]//\\/}"
"""
ZSH = r"""
compadd() { while [[ $1 != -- ]]; do [[ $1 == -d ]] && shown=$2; shift; done; shift; print -rl -- "$@"; [[ -n $shown ]] && print -rl -- ${(P)shown} >&2 }
_describe() { print -rl -- ${${(P)2}%%:*} }
_files() { print files }
ask() { local -a words; words=(quoth $2 $3); local CURRENT=$#words; . $1 }
ask "$@"
"""
FISH = 'source $argv[1]; complete -C "quoth $argv[2] $argv[3]"'


class Failure(Exception):
    pass


def run(env, *command):
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    if done.returncode not in (0, 1) or "rror" in done.stderr:
        raise Failure(f"{' '.join(command[:3])}: status {done.returncode}\n{done.stderr}")
    return done.stdout.splitlines(), done.stderr.splitlines()


def expect(what, found, wanted):
    if sorted(found) != sorted(wanted):
        raise Failure(f"{what}\n  offered {found}\n  wanted  {wanted}")


def check_bash(env, file):
    run(env, "bash", "-n", file)
    for query in QUERIES:
        wanted, _ = run(env, "quoth", "complete", "--plain", query)
        offered, _ = run(env, "bash", "-c", BASH, "bash", file, query)
        expect(f"bash: {query}", offered, wanted)


def check_zsh(env, file):
    run(env, "zsh", "-fn", file)
    for query in QUERIES:
        wanted, _ = run(env, "quoth", "complete", "--plain", query)
        told, _ = run(env, "quoth", "complete", query)
        offered, shown = run(env, "zsh", "-fc", ZSH, "zsh", file, "search", query)
        expect(f"zsh: {query}", offered, wanted)
        expect(f"zsh, beside {query}", shown, [line.replace("\t", "  -- ") for line in told])
    options, _ = run(env, "zsh", "-fc", ZSH, "zsh", file, "count", "--a")
    expect("zsh: options", options, [line.split("\t")[0] for line in run(env, "quoth", "complete", "--options=count")[0]])
    commands, _ = run(env, "zsh", "-fc", 'ZSH=$1; shift; eval "$ZSH"', "zsh", ZSH.replace("words=(quoth $2 $3)", "words=(quoth '')"), file)
    expect("zsh: commands", commands, [line.split("\t")[0] for line in run(env, "quoth", "complete", "--commands")[0]])


def check_fish(env, file):
    run(env, "fish", "--no-config", "--no-execute", file)
    for query in QUERIES:
        wanted, _ = run(env, "quoth", "complete", query)
        offered, _ = run(env, "fish", "--no-config", "-c", FISH, file, "search", query)
        expect(f"fish: {query}", [line.lower() for line in offered], [line.lower() for line in wanted])
    commands, _ = run(env, "fish", "--no-config", "-c", 'source $argv[1]; complete -C "quoth sea"', file)
    if not any(line.startswith("search\t") for line in commands):
        raise Failure(f"fish offers no command search: {commands}")
    options, _ = run(env, "fish", "--no-config", "-c", FISH, file, "count", "--an")
    if not any(line.startswith("--any\t") for line in options):
        raise Failure(f"fish offers no option --any: {options}")


SHELLS = {"bash": ("quoth.bash", check_bash), "zsh": ("_quoth", check_zsh), "fish": ("quoth.fish", check_fish)}


def main():
    quoth, source = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as work:
        os.symlink(quoth, os.path.join(work, "quoth"))
        env = {**os.environ, "PATH": work + os.pathsep + os.environ["PATH"], "QUOTH_ARCHIVE": os.path.join(work, "archive"), "HOME": work,
               "XDG_CONFIG_HOME": work, "XDG_DATA_HOME": work, "LC_ALL": "C.UTF-8"}
        run(env, "quoth", "index", "-q", os.path.join(source, "corpus", "articles"))
        for shell, (file, check) in SHELLS.items():
            if not shutil.which(shell):
                print(f"{shell}: not here, its file is not tested")
                continue
            try:
                check(env, os.path.join(source, "cli", "completion", file))
                print(f"{shell}: {len(QUERIES)} queries completed")
            except Failure as why:
                print(why)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
