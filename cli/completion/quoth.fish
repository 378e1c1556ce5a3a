# quoth.fish - commands, options and queries of quoth, from quoth itself
function __quoth_command
    set -l words (commandline -opc)
    test (count $words) -gt 1; and echo $words[2]
end
# fish offers only what matches best by letter and case; in values case means nothing.
function __quoth_query
    for line in (quoth complete -- (commandline -ct) 2>/dev/null)
        if string match -qr -- '^[^\t]*:[^\t]' $line
            string lower -- $line
        else
            echo $line
        end
    end
end
set -l asking search count quotes facets timeline explain why terms compare
complete -c quoth -n "test (count (commandline -opc)) -eq 1" -f -a "(quoth complete --commands 2>/dev/null)"
complete -c quoth -n "string match -q -- '-*' (commandline -ct)" -f -a "(quoth complete --options=(__quoth_command) 2>/dev/null)"
complete -c quoth -n "contains -- (__quoth_command) $asking" -f -a "(__quoth_query)"
