/* convert.c - how does a stranger's file pass through a program without the program doing harm? */
#include "indexer/source/document/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "text/utf8.h"

enum {
    WALL_SECONDS = 60,
    CPU_SECONDS = 30,
    MEMORY_MB = 2048,
    MAX_WORDS = 64,
    COMPLAINT_BYTES = 4096, /* of its standard error */
    NAME_BYTES = 64
};

/* --- the command's words --- */

/* The next word of `*rest`, quotes removed, zero-terminated; NULL at the end; `*torn` when a quote is open at the end. */
static char *next_word(arena *a, str *rest, bool *torn)
{
    size_t i = 0, len = 0;
    while (i < rest->len && (rest->data[i] == ' ' || rest->data[i] == '\t'))
        i++;
    if (i == rest->len)
        return NULL;
    char *word = arena_alloc(a, rest->len + 1), quote = 0;
    for (; i < rest->len && (quote || (rest->data[i] != ' ' && rest->data[i] != '\t')); i++) {
        char c = rest->data[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        else
            word[len++] = c;
    }
    word[len] = '\0';
    *torn = quote != 0;
    *rest = str_slice(*rest, i, rest->len);
    return word;
}

static quoth_status split_command(arena *a, str command, char *words[MAX_WORDS + 1], quoth_error *err)
{
    size_t count = 0;
    bool torn = false;
    for (char *word; !torn && (word = next_word(a, &command, &torn)) && count < MAX_WORDS;)
        words[count++] = word;
    words[count] = NULL;
    if (torn)
        return fail(err, QUOTH_BAD_USAGE, "unclosed quote in a converter's command");
    if (count == 0 || count == MAX_WORDS)
        return fail(err, QUOTH_BAD_USAGE, "a converter's command has 1 to %d words", MAX_WORDS - 1);
    return QUOTH_OK;
}

quoth_status convert_check(str command, quoth_error *err)
{
    arena a = {0};
    char *words[MAX_WORDS + 1];
    quoth_status status = split_command(&a, command, words, err);
    arena_release(&a);
    return status;
}

/* --- its files --- */

static quoth_status input_as_memory(str input, int *fd, quoth_error *err)
{
    *fd = memfd_create("quoth", MFD_CLOEXEC);
    if (*fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot make room for the converter's input");
    TRY(fd_write_all(*fd, "converter's input", input, err));
    return lseek(*fd, 0, SEEK_SET) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot rewind");
}

static quoth_status input_as_file(str input, str path, char name[NAME_BYTES], quoth_error *err)
{
    size_t dot = path.len;
    while (dot > 0 && path.data[dot - 1] != '.' && path.data[dot - 1] != '/')
        dot--;
    str ending = dot > 0 && path.data[dot - 1] == '.' ? str_slice(path, dot - 1, path.len) : STR("");
    for (size_t i = 1; i < ending.len; i++)
        if (ending.len > 12 || strchr(" /%{}", ending.data[i]))
            ending.len = 0;
    int suffix = (int)ending.len;
    snprintf(name, NAME_BYTES, "/tmp/quoth-XXXXXX%.*s", STR_ARG(ending));
    int fd = mkostemps(name, suffix, O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot make a file for the converter");
    quoth_status status = fd_write_all(fd, name, input, err);
    close(fd);
    return status;
}

/* Words with {} get the file's name; true when there was one. */
static bool put_name(arena *a, char *words[], const char *name)
{
    bool found = false;
    for (size_t i = 1; words[0] && words[i]; i++) {
        char *at = strstr(words[i], "{}");
        if (!at)
            continue;
        found = true;
        if (name)
            words[i] = (char *)arena_printf(a, "%.*s%s%s", (int)(at - words[i]), words[i], name, at + 2).data;
    }
    return found;
}

/* --- the run --- */

typedef struct running {
    pid_t pid;
    int pidfd, out, errors;
} running;

static void set_limit(int which, rlim_t value)
{
    struct rlimit limit = {value, value};
    setrlimit(which, &limit);
}

/* In the child: nothing but system calls until the program starts. */
_Noreturn static void become(char *const words[], int in, int out, int errors)
{
    setpgid(0, 0);
    if (!words[0] || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(errors, 2) < 0)
        _exit(126);
    close_range(3, ~0u, 0);
    set_limit(RLIMIT_CPU, CPU_SECONDS);
    set_limit(RLIMIT_AS, (rlim_t)MEMORY_MB << 20);
    set_limit(RLIMIT_FSIZE, LIMIT_RECORD_BYTES);
    set_limit(RLIMIT_CORE, 0);
    execvp(words[0], words);
    _exit(127);
}

static quoth_status start(char *const words[], int in, running *r, quoth_error *err)
{
    int out[2], errors[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return fail_errno(err, QUOTH_IO, "cannot start the converter");
    if (pipe2(errors, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return fail_errno(err, QUOTH_IO, "cannot start the converter");
    }
    r->pid = fork();
    if (r->pid == 0)
        become(words, in, out[1], errors[1]);
    if (r->pid > 0)
        setpgid(r->pid, r->pid);
    close(out[1]);
    close(errors[1]);
    r->out = out[0];
    r->errors = errors[0];
    r->pidfd = r->pid > 0 ? pidfd_open(r->pid, 0) : -1;
    fcntl(r->out, F_SETFL, O_NONBLOCK);
    fcntl(r->errors, F_SETFL, O_NONBLOCK);
    return r->pid > 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot start the converter");
}

/* Reads what is there; false once there will be no more. What is beyond `most` is dropped. */
static bool drain(int fd, buf *to, size_t most)
{
    for (;;) {
        char *room = buf_reserve(to, 64 << 10);
        ssize_t got = read(fd, room, 64 << 10);
        if (got <= 0)
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        if (to->len <= most)
            to->len += (size_t)got;
    }
}

/* Until the program ends, or has had its time or its output. "" or what it did wrong. */
static const char *follow(const running *r, buf *out, buf *errors)
{
    int64_t end_ns = (int64_t)clock_ns() + (int64_t)WALL_SECONDS * 1000000000;
    bool out_open = true, errors_open = true;
    for (;;) {
        int64_t left_ms = (end_ns - (int64_t)clock_ns()) / 1000000;
        struct pollfd fds[] = {
            {r->pidfd, POLLIN, 0}, {out_open ? r->out : -1, POLLIN, 0}, {errors_open ? r->errors : -1, POLLIN, 0}};
        if (left_ms <= 0)
            return "ran longer than a minute";
        if (poll(fds, 3, (int)left_ms) < 0 && errno != EINTR)
            return "could not be followed";
        out_open = out_open && drain(r->out, out, LIMIT_RECORD_BYTES);
        errors_open = errors_open && drain(r->errors, errors, COMPLAINT_BYTES);
        if (out->len > LIMIT_RECORD_BYTES)
            return "wrote more than 64 MB";
        if (fds[0].revents || (r->pidfd < 0 && !out_open && !errors_open))
            return "";
    }
}

static void finish(const running *r, int *status)
{
    if (r->pid > 1)
        kill(-r->pid, SIGKILL); /* also what it left behind */
    while (waitpid(r->pid, status, 0) < 0 && errno == EINTR)
        ;
    close(r->out);
    close(r->errors);
    if (r->pidfd >= 0)
        close(r->pidfd);
}

static quoth_status judge(arena *a, const char *name, const char *wrong, int status, str complaint, quoth_error *err)
{
    complaint = str_trim(utf8_repair(a, arena_copy(a, str_slice(complaint, 0, COMPLAINT_BYTES))));
    str first = str_slice(complaint, 0, 200);
    first = utf8_repair(a, str_cut(&first, '\n'));
    const char *colon = first.len > 0 ? ": " : "";
    if (*wrong)
        return fail(err, QUOTH_BAD_INPUT, "the converter %s %s", name, wrong);
    if (WIFSIGNALED(status))
        return fail(err, QUOTH_BAD_INPUT, "the converter %s was ended by signal %d (limits: %d s, %d MB)%s%.*s", name,
                    WTERMSIG(status), CPU_SECONDS, MEMORY_MB, colon, STR_ARG(first));
    if (WEXITSTATUS(status) == 127)
        return fail(err, QUOTH_BAD_INPUT, "the converter %s cannot be started: is it installed?%s%.*s", name, colon,
                    STR_ARG(first));
    if (WEXITSTATUS(status) != 0)
        return fail(err, QUOTH_BAD_INPUT, "the converter %s ended with status %d%s%.*s", name, WEXITSTATUS(status), colon,
                    STR_ARG(first));
    return QUOTH_OK;
}

static quoth_status run_on(arena *a, char *const words[], int in, str *output, quoth_error *err)
{
    running r = {-1, -1, -1, -1};
    buf out = {0}, errors = {0};
    int status = 0;
    TRY(start(words, in, &r, err));
    const char *wrong = follow(&r, &out, &errors);
    finish(&r, &status);
    quoth_status judged = judge(a, words[0], wrong, status, buf_str(&errors), err);
    if (judged == QUOTH_OK)
        *output = arena_copy(a, buf_str(&out));
    buf_release(&out);
    buf_release(&errors);
    return judged;
}

quoth_status convert_run(arena *a, str command, str path, str input, str *output, quoth_error *err)
{
    char *words[MAX_WORDS + 1], name[NAME_BYTES] = "";
    int in = -1;
    TRY(split_command(a, command, words, err));
    bool by_name = put_name(a, words, NULL);
    quoth_status status = input_as_memory(by_name ? STR("") : input, &in, err);
    if (status == QUOTH_OK && by_name)
        status = input_as_file(input, path, name, err);
    if (by_name)
        put_name(a, words, name);
    if (status == QUOTH_OK)
        status = run_on(a, words, in, output, err);
    if (*name)
        unlink(name);
    if (in >= 0)
        close(in);
    return status;
}
