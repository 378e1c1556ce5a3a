# quoth.bash - commands, options and queries of quoth, from quoth itself
_quoth() {
    local word=${COMP_LINE:0:COMP_POINT} command=${COMP_WORDS[1]} candidate
    local IFS=$'\n'
    COMPREPLY=()
    word=${word##*[[:space:]\']}
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "$(quoth complete --commands 2>/dev/null | cut -f1)" -- "$word"))
        return
    fi
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(quoth complete --options="$command" 2>/dev/null | cut -f1)" -- "$word"))
    else
        case $command in
        search | count | quotes | facets | timeline | explain | why | terms | compare)
            COMPREPLY=($(quoth complete --plain -- "$word" 2>/dev/null))
            # Outside of single quotes the shell would take the query's own quotation marks away.
            local quotes=${COMP_LINE:0:COMP_POINT}
            quotes=${quotes//[^\']/}
            if ((${#quotes} % 2 == 0)); then
                for candidate in "${!COMPREPLY[@]}"; do
                    [[ ${COMPREPLY[candidate]} == *[[:space:]\"\(]* ]] && COMPREPLY[candidate]=$(printf %q "${COMPREPLY[candidate]}")
                done
            fi ;;
        help) COMPREPLY=($(compgen -W "$(quoth complete --commands 2>/dev/null | cut -f1)" -- "$word")) ;;
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
        esac
    fi
    [[ ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
    # bash takes = and : for ends of words: what stands before them must not be repeated.
    if [[ $word == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]]; then
        local before=${word%"${word##*[:=]}"}
        for candidate in "${!COMPREPLY[@]}"; do
            COMPREPLY[candidate]=${COMPREPLY[candidate]#"$before"}
        done
    fi
}
complete -F _quoth quoth
