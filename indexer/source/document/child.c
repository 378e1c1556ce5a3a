/* child.c - how does a program that is fed strangers' bytes run without doing harm? */
#include "indexer/source/document/child.h"

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

enum { COMPLAINT_BYTES = 4096 /* of its standard error */ };

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
_Noreturn static void become(char *const words[], int in, int out, int errors, child_limits limits)
{
    setpgid(0, 0);
    if (!words[0] || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(errors, 2) < 0)
        _exit(126);
    close_range(3, ~0u, 0);
    set_limit(RLIMIT_CPU, (rlim_t)limits.cpu_seconds);
    set_limit(RLIMIT_AS, (rlim_t)limits.memory_mb << 20);
    set_limit(RLIMIT_FSIZE, LIMIT_RECORD_BYTES);
    set_limit(RLIMIT_CORE, 0);
    execvp(words[0], words);
    _exit(127);
}

static quoth_status start(char *const words[], int in, child_limits limits, running *r, quoth_error *err)
{
    int out[2], errors[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return fail_errno(err, QUOTH_IO, "cannot start a program");
    if (pipe2(errors, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return fail_errno(err, QUOTH_IO, "cannot start a program");
    }
    r->pid = fork();
    if (r->pid == 0)
        become(words, in, out[1], errors[1], limits);
    if (r->pid > 0)
        setpgid(r->pid, r->pid);
    close(out[1]);
    close(errors[1]);
    r->out = out[0];
    r->errors = errors[0];
    r->pidfd = r->pid > 0 ? pidfd_open(r->pid, 0) : -1;
    fcntl(r->out, F_SETFL, O_NONBLOCK);
    fcntl(r->errors, F_SETFL, O_NONBLOCK);
    return r->pid > 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot start a program");
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

/* Until the program ends, or has had its time or its output. */
static child_end follow(const running *r, child_limits limits, buf *out, buf *errors)
{
    int64_t end_ns = (int64_t)clock_ns() + (int64_t)limits.wall_seconds * 1000000000;
    bool out_open = true, errors_open = true;
    for (;;) {
        int64_t left_ms = (end_ns - (int64_t)clock_ns()) / 1000000;
        struct pollfd fds[] = {
            {r->pidfd, POLLIN, 0}, {out_open ? r->out : -1, POLLIN, 0}, {errors_open ? r->errors : -1, POLLIN, 0}};
        if (left_ms <= 0)
            return CHILD_TOO_SLOW;
        if (poll(fds, 3, (int)left_ms) < 0 && errno != EINTR)
            return CHILD_LOST;
        out_open = out_open && drain(r->out, out, limits.output_bytes);
        errors_open = errors_open && drain(r->errors, errors, COMPLAINT_BYTES);
        if (out->len > limits.output_bytes)
            return CHILD_TOO_LONG;
        if (fds[0].revents || (r->pidfd < 0 && !out_open && !errors_open))
            return CHILD_EXITED;
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

quoth_status child_run(arena *a, char *const words[], int in, child_limits limits, child_result *result, quoth_error *err)
{
    running r = {-1, -1, -1, -1};
    buf out = {0}, errors = {0};
    int status = 0;
    TRY(start(words, in, limits, &r, err));
    child_end end = follow(&r, limits, &out, &errors);
    finish(&r, &status);
    if (end == CHILD_EXITED && WIFSIGNALED(status))
        end = CHILD_SIGNALLED;
    *result = (child_result){.end = end,
                             .code = end == CHILD_SIGNALLED ? WTERMSIG(status) : WEXITSTATUS(status),
                             .output = arena_copy(a, buf_str(&out)),
                             .complaint = arena_copy(a, str_slice(buf_str(&errors), 0, COMPLAINT_BYTES))};
    buf_release(&out);
    buf_release(&errors);
    return QUOTH_OK;
}

quoth_status child_input(str bytes, int *fd, quoth_error *err)
{
    *fd = memfd_create("quoth", MFD_CLOEXEC);
    if (*fd < 0)
        return fail_errno(err, QUOTH_IO, "cannot make room for a program's input");
    TRY(fd_write_all(*fd, "a program's input", bytes, err));
    return lseek(*fd, 0, SEEK_SET) == 0 ? QUOTH_OK : fail_errno(err, QUOTH_IO, "cannot rewind");
}

/* --- our own --- */

/* `folder` without its last part; "" when it has none. */
static void go_up(char *folder)
{
    char *slash = strrchr(folder, '/');
    *(slash ? slash : folder) = '\0';
}

static bool is_program(const char *folder, const char *below, const char *name, char path[HELPER_PATH_BYTES])
{
    int len = snprintf(path, HELPER_PATH_BYTES, "%s%s/%s", folder, below, name);
    return len < HELPER_PATH_BYTES && access(path, X_OK) == 0;
}

quoth_status helper_find(const char *name, char path[HELPER_PATH_BYTES], quoth_error *err)
{
    const char *named = getenv("QUOTH_HELPERS");
    char folder[HELPER_PATH_BYTES] = "";
    if (named)
        return is_program(named, "", name, path) ? QUOTH_OK : fail(err, QUOTH_UNSUPPORTED, "no program %s in %s", name, named);
    ssize_t len = readlink("/proc/self/exe", folder, sizeof folder - 1);
    folder[len > 0 ? len : 0] = '\0';
    go_up(folder);
    if (*folder && is_program(folder, "/libexec/quoth", name, path))
        return QUOTH_OK;
    go_up(folder);
    if (*folder && is_program(folder, "/libexec/quoth", name, path))
        return QUOTH_OK;
    if (is_program(QUOTH_LIBEXEC, "", name, path))
        return QUOTH_OK;
    return fail(err, QUOTH_UNSUPPORTED, "quoth's program %s is not installed in %s", name, QUOTH_LIBEXEC);
}
