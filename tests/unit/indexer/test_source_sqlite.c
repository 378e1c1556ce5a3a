/* test_source_sqlite.c - rows of a database: by a query, read only */
#include "source_test.h"

#include <sqlite3.h>

static const char *make_database(const char *sql)
{
    const char *path = path_of("a.sqlite");
    sqlite3 *db;
    unlink(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    return path;
}

static const char table[] = "CREATE TABLE news(nr INTEGER, head TEXT, body TEXT, day TEXT, picture BLOB);"
                            "INSERT INTO news VALUES (7,'Harbour opens','The harbour opened.','2021-03-04',x'00'),"
                            "(8,'Bridge \"shut\"','It is shut.','2021-03-05',NULL)";

TEST(rows_are_articles_as_the_query_names_their_columns)
{
    reading r = {.options = {.sql = STR("select nr as id, head as title, body, day as \"publication date\", picture from news")}};
    read_path(&r, make_database(table));
    assert_int_equal(r.count, 2);
    assert_int_equal(r.problem_count, 0);
    assert_str(r.articles[0].title, "Harbour opens");
    assert_str(r.articles[0].published, "2021-03-04");
    assert_ends_with(r.articles[0].locator, "a.sqlite#7");
    assert_str(r.articles[1].title, "Bridge \"shut\"");
    reading_release(&r);
}

TEST(columns_are_mapped)
{
    static const source_mapping maps[] = {{{"title", 5}, {".head", 5}}, {{"date", 4}, {".day", 4}}};
    reading r = {.options = {.sql = STR("select * from news where nr = 8;"), .mappings = maps, .mapping_count = 2}};
    read_path(&r, make_database(table));
    assert_int_equal(r.count, 1);
    assert_str(r.articles[0].published, "2021-03-05");
    reading_release(&r);
}

TEST(without_a_query_its_tables_are_named)
{
    reading r = {0};
    read_path(&r, make_database(table));
    assert_int_equal(r.count, 0);
    assert_int_equal(r.problem_count, 1);
    assert_contains(str_from(r.problems[0].why.hint), "news");
    reading_release(&r);
}

TEST(a_query_may_read_and_nothing_else)
{
    static const char *const queries[] = {"delete from news",   "attach '/tmp/x' as y",       "pragma writable_schema=1", "selec",
                                          "select 1; select 2", "select load_extension('x')", "select * from nowhere"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        reading r = {.options = {.sql = str_from(queries[i])}};
        read_path(&r, make_database(table));
        assert_int_equal(r.count, 0);
        assert_int_equal(r.problem_count, 1);
        reading_release(&r);
    }
}

TEST(a_torn_database_is_a_problem)
{
    reading whole = {0}, r = {.options = {.sql = STR("select head as title, body from news")}};
    str bytes;
    assert_int_equal(file_read(&whole.memory, make_database(table), 1 << 20, &bytes, NULL), QUOTH_OK);
    for (size_t i = 100; i < bytes.len; i += 7)
        ((char *)bytes.data)[i] ^= (char)i;
    read_path(&r, write_bytes("a.sqlite", bytes.data, bytes.len));
    assert_int_equal(r.problem_count, 1);
    reading_release(&whole);
    reading_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(rows_are_articles_as_the_query_names_their_columns),
        RUN_IN_FOLDER(columns_are_mapped),
        RUN_IN_FOLDER(without_a_query_its_tables_are_named),
        RUN_IN_FOLDER(a_query_may_read_and_nothing_else),
        RUN_IN_FOLDER(a_torn_database_is_a_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
