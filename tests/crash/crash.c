/* crash.c - what is left of an archive whose writer is killed, at every fault point and at random instants, alone or with all
 * that the machine has in memory?
 *
 *     crash [RANDOM_KILLS [SEED]]
 *
 * After each: the next opening succeeds, every committed article is there as it was given, none is there half or twice,
 * quoth_check finds nothing, and doing the same work again to its end reaches the content of an undisturbed run. */
#include <quoth/index.h>
#include <quoth/inspect.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "crash/stop.h"
#include "crash/victim.h"
#include "crash/world.h"

enum {
    MAX_POINTS = 64,
    POINT_NAME = 64,
    LONG_RUN = 20 /* random kills a scenario: then each point also kills the second time */
};

typedef struct trial {
    scenario kind;
    const char *self;
    char dir[64], archive[96], prepared[96], files[96];
    char opened[96]; /* the archive as a writer that only opened it leaves it: all on the disk */
} trial;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static void copy_folder(const char *from, const char *to)
{
    pid_t child = fork();
    if (child == 0) {
        execlp("cp", "cp", "-a", from, to, (char *)NULL);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        die("cp -a");
}

/* --- running the victim --- */

typedef struct outcome {
    int steps; /* the last "done N" */
    bool was_killed, has_failed;
    uint64_t took_ns;
} outcome;

static pid_t start(const trial *t, const char *fault, int *out, int *err_out)
{
    int to_parent[2], errors[2];
    if (pipe(to_parent) != 0 || pipe(errors) != 0)
        die("pipe");
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        char kind[8];
        snprintf(kind, sizeof kind, "%d", (int)t->kind);
        dup2(to_parent[1], 1);
        if (fault && strcmp(fault, "list") == 0)
            dup2(errors[1], 2);
        close(to_parent[0]);
        close(errors[0]);
        if (fault)
            setenv("QUOTH_FAULT", fault, 1);
        execl(t->self, t->self, "--victim", kind, t->archive, t->files, (char *)NULL);
        _exit(127);
    }
    close(to_parent[1]);
    close(errors[1]);
    *out = to_parent[0];
    *err_out = errors[0];
    return child;
}

static str read_all(arena *a, int fd)
{
    size_t len = 0, room = 1 << 16;
    char *data = arena_alloc(a, room);
    for (ssize_t got; len + 1 < room && (got = read(fd, data + len, room - len - 1)) > 0;)
        len += (size_t)got;
    data[len] = '\0';
    close(fd);
    return (str){data, len};
}

static int last_step(str printed)
{
    int steps = 0;
    for (str rest = printed; rest.len > 0;) {
        str line = str_cut(&rest, '\n');
        if (str_starts_with(line, STR("done ")))
            steps = atoi(line.data + 5);
    }
    return steps;
}

/* Kills after `kill_after_ns` (0: not), or lets a fault point do it. */
static outcome run_victim(const trial *t, const char *fault, uint64_t kill_after_ns, arena *a, str *errors)
{
    int out, err_out, status;
    uint64_t began = clock_ns();
    pid_t child = start(t, fault, &out, &err_out);
    if (kill_after_ns) {
        usleep((useconds_t)(kill_after_ns / 1000));
        kill(child, SIGKILL);
    }
    str printed = read_all(a, out), said = read_all(a, err_out);
    if (errors)
        *errors = said;
    if (waitpid(child, &status, 0) < 0)
        die("waitpid");
    bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return (outcome){last_step(printed), killed, !killed && status != 0, clock_ns() - began};
}

/* --- what must be there --- */

static void expect_after(const trial *t, int steps, world_state state)
{
    bool had_version_1 = t->kind != INITIAL && t->kind != ONE_BY_ONE;
    for (int g = 0; g < GROUPS; g++)
        world_expect(state, g, had_version_1 && g < FILES ? 1 : 0);
    for (int g = 0; g < FILES && (t->kind == INITIAL || t->kind == INCREMENTAL); g++) {
        int from = t->kind == INITIAL ? 0 : 1;
        if (g < steps)
            world_expect(state, g, from + 1);
        else
            world_expect_between(state, g, from, from + 1);
    }
    for (int i = 0; i < ARTICLES && t->kind == ONE_BY_ONE; i++) {
        int given = steps * 5 > ARTICLES + i ? 2 : steps * 5 > i ? 1 : 0;
        state[GIVEN][i] = (expectation){.may = {false, given < 2, true}, .must = given > 0};
    }
}

static void print_fault(void *context, const char *fault)
{
    ++*(int *)context;
    fprintf(stderr, "crash: check: %s\n", fault);
}

static bool is_sound(const trial *t, world_state state)
{
    quoth_writer *w = NULL;
    quoth_error err;
    int faults = 0;
    quoth_check_callbacks callbacks = {.context = &faults, .found = print_fault};
    if (quoth_writer_open(t->archive, QUOTH_CREATE, &w, &err) != QUOTH_OK) {
        fprintf(stderr, "crash: the archive does not open: %s\n", err.message);
        return false;
    }
    quoth_writer_close(w);
    if (quoth_check(t->archive, &callbacks, &err) != QUOTH_OK) {
        fprintf(stderr, "crash: check: %s\n", err.message);
        return false;
    }
    return world_holds(t->archive, state);
}

static void start_from(const trial *t, const char *folder)
{
    if (folder_remove(t->archive, NULL) != QUOTH_OK)
        die(t->archive);
    (void)rmdir(t->archive);
    if (file_exists(folder))
        copy_folder(folder, t->archive);
}

/* `stop_seed`: the machine stops too; 0: it does not. */
static bool survives(const trial *t, const char *fault, uint64_t kill_after_ns, uint64_t stop_seed, const char *label)
{
    arena a = {0};
    world_state state;
    start_from(t, stop_seed ? t->opened : t->prepared);
    setenv("QUOTH_START", "first", 1);
    outcome first = run_victim(t, fault, kill_after_ns, &a, NULL);
    expect_after(t, first.steps, state);
    if (stop_seed && first.was_killed) {
        setenv("QUOTH_START", "second", 1);
        machine_stops(t->opened, t->archive, stop_seed);
    }
    bool sound = !first.has_failed && is_sound(t, state);
    if (sound) {
        outcome again = run_victim(t, NULL, 0, &a, NULL);
        expect_after(t, scenario_steps(t->kind), state);
        sound = !again.has_failed && again.steps == scenario_steps(t->kind) && is_sound(t, state);
    }
    if (!sound)
        fprintf(stderr, "crash: FAILED: %s, %s, %d steps done%s%s\n", scenario_name(t->kind), label, first.steps,
                first.was_killed ? ", killed" : "", stop_seed ? " with the machine" : "");
    arena_release(&a);
    return sound;
}

/* --- the trials --- */

static void write_files(const trial *t, int version)
{
    quoth_error err;
    for (int g = 0; g < FILES; g++)
        if (world_write(t->files, g, version, &err) != QUOTH_OK) {
            fprintf(stderr, "crash: %s\n", err.message);
            exit(2);
        }
}

/* The archive that the scenario starts from; none for those that start from nothing. */
static void prepare(trial *t)
{
    arena a = {0};
    (void)folder_remove(t->prepared, NULL);
    (void)rmdir(t->prepared);
    (void)folder_remove(t->archive, NULL);
    (void)rmdir(t->archive);
    write_files(t, 1);
    if (t->kind != INITIAL && t->kind != ONE_BY_ONE) {
        trial first = *t;
        first.kind = INITIAL;
        if (run_victim(&first, NULL, 0, &a, NULL).has_failed || rename(t->archive, t->prepared) != 0)
            die("preparing");
    }
    if (t->kind == INCREMENTAL)
        write_files(t, 2);
    arena_release(&a);
}

static int fault_names(const trial *t, char names[MAX_POINTS][POINT_NAME], uint64_t *took_ns)
{
    arena a = {0};
    str said;
    int count = 0;
    if (file_exists(t->prepared))
        copy_folder(t->prepared, t->archive);
    *took_ns = run_victim(t, "list", 0, &a, &said).took_ns;
    while (said.len > 0 && count < MAX_POINTS) {
        str line = str_cut(&said, '\n');
        if (str_starts_with(line, STR("fault: ")))
            snprintf(names[count++], POINT_NAME, "%.*s", (int)(line.len - 7), line.data + 7);
    }
    arena_release(&a);
    return count;
}

/* Reindexing waits for the disk at each step, so a stop of the machine is a kill. */
static bool waits_seldom(scenario kind)
{
    return kind == INITIAL || kind == INCREMENTAL || kind == ONE_BY_ONE;
}

static void prepare_opened(const trial *t)
{
    arena a = {0};
    (void)folder_remove(t->opened, NULL);
    (void)rmdir(t->opened);
    start_from(t, t->prepared);
    run_victim(t, "writer-opened:1", 0, &a, NULL);
    if (rename(t->archive, t->opened) != 0)
        die(t->opened);
    arena_release(&a);
}

/* At each point of one of the commits. */
static int try_stops(const trial *t, char names[MAX_POINTS][POINT_NAME], int count, int rounds, uint64_t *seed, int *trials)
{
    int failures = 0;
    char label[2 * POINT_NAME];
    prepare_opened(t);
    for (int i = 0; i < count * rounds; i++) {
        *seed = hash_u64(*seed + 1);
        snprintf(label, sizeof label, "%.*s:%d", POINT_NAME, names[i % count],
                 1 + (int)(*seed % (unsigned)scenario_steps(t->kind)));
        failures += !survives(t, label, 0, *seed | 1, label);
        ++*trials;
    }
    printf("%-12s %2d stops of the machine, %d failures\n", scenario_name(t->kind), count * rounds, failures);
    return failures;
}

static int try_scenario(trial *t, int random_kills, uint64_t *seed, int *trials)
{
    static char names[MAX_POINTS][POINT_NAME];
    uint64_t took_ns;
    int failures = 0;
    char label[2 * POINT_NAME];
    prepare(t);
    int count = fault_names(t, names, &took_ns);
    for (int i = 0; i < count; i++)
        for (int time = 1; time <= (random_kills >= LONG_RUN ? 2 : 1); time++) {
            snprintf(label, sizeof label, "%.*s:%d", POINT_NAME, names[i], time);
            failures += !survives(t, label, 0, 0, label);
            ++*trials;
        }
    for (int i = 0; i < random_kills; i++) {
        *seed = hash_u64(*seed + 1);
        uint64_t after = 1000000 + *seed % (took_ns + 1);
        snprintf(label, sizeof label, "after %llu us", (unsigned long long)after / 1000);
        failures += !survives(t, NULL, after, 0, label);
        ++*trials;
    }
    printf("%-12s %2d fault points, %d random kills, %d failures\n", scenario_name(t->kind), count, random_kills, failures);
    if (waits_seldom(t->kind))
        failures += try_stops(t, names, count, random_kills >= LONG_RUN ? 4 : 1, seed, trials);
    fflush(stdout);
    return failures;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "--victim") == 0)
        return victim_main((scenario)atoi(argv[2]), argv[3], argv[4]);
    int random_kills = argc > 1 ? atoi(argv[1]) : 25, failures = 0, trials = 0;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    trial t = {.self = "/proc/self/exe", .dir = "/tmp/quoth-crash-XXXXXX"};
    if (!mkdtemp(t.dir))
        die(t.dir);
    snprintf(t.archive, sizeof t.archive, "%s/archive", t.dir);
    snprintf(t.prepared, sizeof t.prepared, "%s/prepared", t.dir);
    snprintf(t.opened, sizeof t.opened, "%s/opened", t.dir);
    snprintf(t.files, sizeof t.files, "%s/files", t.dir);
    if (folder_make(t.files, NULL) != QUOTH_OK)
        die(t.files);
    for (t.kind = INITIAL; t.kind < SCENARIOS; t.kind++)
        failures += try_scenario(&t, random_kills / SCENARIOS, &seed, &trials);
    (void)folder_remove(t.dir, NULL);
    (void)rmdir(t.dir);
    printf("%d kills, %d failures\n", trials, failures);
    return failures ? 1 : 0;
}
