/* xapian_c.cc - how do calls from C become calls of libxapian, and its exceptions become values? */
#include "xapian_c.h"

#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <vector>

static_assert(XC_CREATE_OR_OPEN == Xapian::DB_CREATE_OR_OPEN && XC_CREATE_OR_OVERWRITE == Xapian::DB_CREATE_OR_OVERWRITE &&
              XC_CREATE == Xapian::DB_CREATE && XC_OPEN == Xapian::DB_OPEN && XC_NO_SYNC == Xapian::DB_NO_SYNC &&
              XC_FULL_SYNC == Xapian::DB_FULL_SYNC && XC_DANGEROUS == Xapian::DB_DANGEROUS &&
              XC_NO_TERMLIST == Xapian::DB_NO_TERMLIST && XC_RETRY_LOCK == Xapian::DB_RETRY_LOCK);
static_assert(XC_COMPACT_KEEP_DOCIDS == Xapian::DBCOMPACT_NO_RENUMBER && XC_COMPACT_MULTIPASS == Xapian::DBCOMPACT_MULTIPASS &&
              XC_COMPACT_SINGLE_FILE == Xapian::DBCOMPACT_SINGLE_FILE);
static_assert((int)XC_STANDARD == Xapian::Compactor::STANDARD && (int)XC_FULL == Xapian::Compactor::FULL &&
              (int)XC_FULLER == Xapian::Compactor::FULLER);
static_assert(sizeof(xc_docid) == sizeof(Xapian::docid), "libxapian was built with wider docids");

#if defined(__SANITIZE_ADDRESS__)
/* Database::check of 1.4.22 deletes its tables through a class of another size, which AddressSanitizer takes for an error. */
extern "C" const char *__asan_default_options(void);
extern "C" const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
#endif

struct xc_database {
    Xapian::Database reading;
    Xapian::WritableDatabase writing; /* shares its insides with `reading`; unset where !writable */
    bool writable = false;
    size_t shards = 1;
    std::vector<std::string> uuids; /* of the shards, where there are several */
    std::string metadata, data, value;
};

struct xc_document {
    Xapian::Document doc;
};

/* What xc_query_parts_of tells of a node. */
struct node_parts {
    xc_query_kind kind = XC_QUERY_OTHER;
    std::vector<xc_query> kids;
    std::string term;
    uint32_t wqf = 0;
    double factor = 0;
    xc_posting_source source{};
};

struct xc_query_builder {
    std::vector<Xapian::Query> nodes{1};                                           /* node 0 matches nothing */
    std::vector<node_parts> parts{node_parts{XC_QUERY_NOTHING, {}, {}, 0, 0, {}}}; /* one a node */
    xc_error failure{XC_OK, ""};
    std::string text;
    const xc_database *matched = nullptr; /* during xc_match, for posting sources */
};

namespace
{
/* ---------------------------------------------------------------- errors */

/* What callbacks throw through libxapian's matcher to end it. */
struct stopped {
};

const struct {
    const char *type;
    xc_status status;
} error_types[] = {
    {"InvalidArgumentError", XC_BAD_ARGUMENT},
    {"AssertionError", XC_INTERNAL},
    {"InvalidOperationError", XC_BAD_OPERATION},
    {"UnimplementedError", XC_UNIMPLEMENTED},
    {"DatabaseNotFoundError", XC_NO_DATABASE},
    {"DatabaseOpeningError", XC_NOT_OPENED},
    {"DatabaseCreateError", XC_NOT_CREATED},
    {"DatabaseLockError", XC_LOCKED},
    {"DatabaseModifiedError", XC_MODIFIED},
    {"DatabaseClosedError", XC_CLOSED},
    {"DatabaseCorruptError", XC_CORRUPT},
    {"SerialisationError", XC_CORRUPT},
    {"DatabaseVersionError", XC_OTHER_VERSION},
    {"DatabaseError", XC_DATABASE},
    {"DocNotFoundError", XC_NO_DOCUMENT},
    {"FeatureUnavailableError", XC_NO_FEATURE},
    {"NetworkError", XC_NETWORK},
    {"NetworkTimeoutError", XC_NETWORK},
    {"QueryParserError", XC_BAD_ARGUMENT},
    {"RangeError", XC_OUT_OF_RANGE},
    {"WildcardError", XC_TOO_MANY_TERMS},
    {"InternalError", XC_INTERNAL},
};

xc_status set_error(xc_error *err, xc_status status, const char *message) noexcept
{
    if (err) {
        err->status = status;
        snprintf(err->message, sizeof err->message, "%s", message);
        for (char *c = err->message; *c; c++)
            if (*c == '\n')
                *c = ' ';
    }
    return status;
}

xc_status describe(xc_error *err, const Xapian::Error &e)
{
    xc_status status = XC_INTERNAL;
    for (const auto &row : error_types)
        if (strcmp(e.get_type(), row.type) == 0)
            status = row.status;
    std::string message = e.get_msg();
    if (!e.get_context().empty())
        message += " (" + e.get_context() + ")";
    if (e.get_error_string())
        message += std::string(": ") + e.get_error_string();
    return set_error(err, status, message.c_str());
}

/* The exception being handled, as a status. */
xc_status describe_current(xc_error *err) noexcept
{
    try {
        throw;
    } catch (const Xapian::Error &e) {
        try {
            return describe(err, e);
        } catch (...) {
            return set_error(err, XC_NO_MEMORY, "out of memory");
        }
    } catch (const stopped &) {
        return set_error(err, XC_STOPPED, "stopped by a callback");
    } catch (const std::bad_alloc &) {
        return set_error(err, XC_NO_MEMORY, "out of memory");
    } catch (const std::exception &e) {
        return set_error(err, XC_INTERNAL, e.what());
    } catch (const std::string &e) { /* Database::check and the compactor of 1.4 throw bare strings in places */
        return set_error(err, XC_INTERNAL, e.c_str());
    } catch (const char *e) {
        return set_error(err, XC_INTERNAL, e);
    } catch (...) {
        return set_error(err, XC_INTERNAL, "unknown exception");
    }
}

template <class Body> xc_status guarded(xc_error *err, Body &&body) noexcept
{
    try {
        body();
        return XC_OK;
    } catch (...) {
        return describe_current(err);
    }
}

std::string bytes(const char *data, size_t len)
{
    return len ? std::string(data, len) : std::string();
}

Xapian::WritableDatabase &writing(xc_database *db)
{
    if (!db->writable)
        throw Xapian::InvalidOperationError("the database is open for reading only");
    return db->writing;
}

void put_text(std::string &owner, std::string &&text, xc_text *out)
{
    owner = std::move(text);
    out->data = owner.c_str();
    out->len = owner.size();
}

/* ---------------------------------------------------------------- callbacks as libxapian's classes */

class c_posting_source : public Xapian::PostingSource
{
    const xc_query_builder *owner;
    xc_posting_source calls;
    void *cursor = nullptr;
    bool started = false;
    xc_source_bounds bounds{0, 0, 0, 0.0};
    Xapian::docid at = 0;
    bool between = true; /* `at` was asked for and is not in the list */
    bool ended = false;

    void release_cursor()
    {
        if (started && calls.release)
            calls.release(cursor);
        started = false;
    }

    size_t shard_number(const Xapian::Database &db) const
    {
        const std::vector<std::string> &uuids = owner->matched->uuids;
        if (uuids.size() < 2)
            return 0;
        auto found = std::find(uuids.begin(), uuids.end(), db.get_uuid());
        return found == uuids.end() ? 0 : (size_t)(found - uuids.begin());
    }

    void start(const Xapian::Database &db, size_t shard_index)
    {
        release_cursor();
        xc_shard shard = {shard_index, db.get_doccount(), db.get_lastdocid()};
        bounds = {0, shard.documents, shard.documents, 0.0};
        cursor = calls.context;
        if (calls.init && calls.init(calls.context, &shard, &bounds, &cursor) != 0)
            throw stopped();
        started = true;
        at = 0;
        between = true;
        ended = false;
        bounds.most = std::min(bounds.most, shard.documents);
        bounds.least = std::min(bounds.least, bounds.most);
        bounds.estimate = std::clamp(bounds.estimate, bounds.least, bounds.most);
        set_maxweight(bounds.max_weight);
    }

    void seek(Xapian::docid at_least, double min_weight)
    {
        Xapian::docid found = calls.seek(cursor, at_least, min_weight);
        ended = found < at_least; /* 0, or a list that turns back: which would never end */
        at = ended ? at : found;
        between = false;
    }

  public:
    c_posting_source(const xc_query_builder *owner_, const xc_posting_source &calls_) : owner(owner_), calls(calls_)
    {
    }
    ~c_posting_source() override
    {
        release_cursor();
    }
#if XAPIAN_AT_LEAST(1, 5, 0)
    void reset(const Xapian::Database &db, Xapian::doccount shard_index) override
    {
        start(db, shard_index);
    }
#else
    void init(const Xapian::Database &db) override
    {
        start(db, shard_number(db));
    }
#endif
    c_posting_source *clone() const override
    {
        return new c_posting_source(owner, calls);
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return bounds.least;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return bounds.estimate;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return bounds.most;
    }
    void next(double min_weight) override
    {
        seek(at + 1, min_weight);
    }
    void skip_to(Xapian::docid docid, double min_weight) override
    {
        if (docid > at || between)
            seek(std::max(docid, at + between), min_weight);
    }
    bool check(Xapian::docid docid, double min_weight) override
    {
        if (!calls.has) {
            skip_to(docid, min_weight);
            return true;
        }
        at = docid;
        between = calls.has(cursor, docid) == 0;
        return !between;
    }
    bool at_end() const override
    {
        return ended;
    }
    Xapian::docid get_docid() const override
    {
        return at;
    }
    double get_weight() const override
    {
        return calls.weight ? calls.weight(cursor, at) : 0.0;
    }
    std::string get_description() const override
    {
        return calls.name ? calls.name : "PostingSource";
    }
};

class c_decider : public Xapian::MatchDecider
{
    const xc_match_callbacks &calls;

  public:
    explicit c_decider(const xc_match_callbacks &calls_) : calls(calls_)
    {
    }
    bool operator()(const Xapian::Document &doc) const override
    {
        int answer = calls.decide(calls.context, doc.get_docid());
        if (answer < 0)
            throw stopped();
        return answer > 0;
    }
};

class c_key_maker : public Xapian::KeyMaker
{
    const xc_match_callbacks &calls;

  public:
    explicit c_key_maker(const xc_match_callbacks &calls_) : calls(calls_)
    {
    }
    std::string operator()(const Xapian::Document &doc) const override
    {
        char key[XC_KEY_ROOM];
        return std::string(key, std::min<size_t>(calls.sort_key(calls.context, doc.get_docid(), key), sizeof key));
    }
};
} // namespace

/* ---------------------------------------------------------------- names */

const char *xc_status_text(xc_status status)
{
    switch (status) {
    case XC_OK: return "no error";
    case XC_BAD_ARGUMENT: return "bad argument";
    case XC_BAD_OPERATION: return "not possible in this state";
    case XC_UNIMPLEMENTED: return "not implemented";
    case XC_NO_DATABASE: return "no such database";
    case XC_NOT_OPENED: return "cannot open the database";
    case XC_NOT_CREATED: return "cannot create the database";
    case XC_LOCKED: return "the database is locked by a writer";
    case XC_MODIFIED: return "the database was changed meanwhile";
    case XC_CLOSED: return "the database is closed";
    case XC_CORRUPT: return "the database is corrupt";
    case XC_OTHER_VERSION: return "the database is of another version";
    case XC_DATABASE: return "reading or writing the database failed";
    case XC_NO_DOCUMENT: return "no such document";
    case XC_NO_FEATURE: return "not available in this database";
    case XC_NETWORK: return "network failure";
    case XC_OUT_OF_RANGE: return "out of range";
    case XC_TOO_MANY_TERMS: return "too many terms";
    case XC_STOPPED: return "stopped by a callback";
    case XC_NO_MEMORY: return "out of memory";
    case XC_INTERNAL: return "internal error";
    }
    return "unknown status";
}

const char *xc_library_version(void)
{
    return Xapian::version_string();
}

/* ---------------------------------------------------------------- databases */

xc_status xc_open(const char *path, xc_database **out, xc_error *err)
{
    return guarded(err, [&] {
        auto db = std::make_unique<xc_database>();
        db->reading = Xapian::Database(path);
        *out = db.release();
    });
}

xc_status xc_open_many(const char *const *paths, size_t count, xc_database **out, xc_error *err)
{
    return guarded(err, [&] {
        auto db = std::make_unique<xc_database>();
        if (count == 0) /* a Database without shards is refused by Enquire */
            db->reading = Xapian::WritableDatabase(std::string(), Xapian::DB_BACKEND_INMEMORY);
        for (size_t i = 0; i < count; i++) {
            Xapian::Database shard(paths[i]);
            db->reading.add_database(shard);
            if (count > 1)
                db->uuids.push_back(shard.get_uuid());
        }
        db->shards = std::max<size_t>(count, 1);
        *out = db.release();
    });
}

xc_status xc_open_writable(const char *path, int flags, unsigned block_size, xc_database **out, xc_error *err)
{
    return guarded(err, [&] {
        auto db = std::make_unique<xc_database>();
        db->writing = Xapian::WritableDatabase(path, flags, (int)block_size);
        db->reading = db->writing;
        db->writable = true;
        *out = db.release();
    });
}

void xc_close(xc_database **db)
{
    delete *db;
    *db = nullptr;
}

xc_status xc_reopen(xc_database *db, int *changed, xc_error *err)
{
    return guarded(err, [&] {
        bool moved = db->reading.reopen();
        if (changed)
            *changed = moved;
    });
}

xc_status xc_commit(xc_database *db, xc_error *err)
{
    return guarded(err, [&] { writing(db).commit(); });
}

xc_status xc_transaction_begin(xc_database *db, int flush, xc_error *err)
{
    return guarded(err, [&] { writing(db).begin_transaction(flush != 0); });
}

xc_status xc_transaction_commit(xc_database *db, xc_error *err)
{
    return guarded(err, [&] { writing(db).commit_transaction(); });
}

xc_status xc_transaction_cancel(xc_database *db, xc_error *err)
{
    return guarded(err, [&] { writing(db).cancel_transaction(); });
}

xc_status xc_metadata_set(xc_database *db, const char *key, size_t key_len, const char *value, size_t len, xc_error *err)
{
    return guarded(err, [&] { writing(db).set_metadata(bytes(key, key_len), bytes(value, len)); });
}

xc_status xc_metadata_get(xc_database *db, const char *key, size_t key_len, xc_text *out, xc_error *err)
{
    return guarded(err, [&] { put_text(db->metadata, db->reading.get_metadata(bytes(key, key_len)), out); });
}

size_t xc_shard_count(const xc_database *db)
{
    return db->shards;
}

xc_status xc_compact(xc_database *db, const char *path, int flags, xc_compaction level, unsigned block_size, xc_error *err)
{
    return guarded(err, [&] { db->reading.compact(std::string(path), (unsigned)flags | (unsigned)level, (int)block_size); });
}

xc_status xc_check(const char *path, size_t *faults, xc_report report, void *context, xc_error *err)
{
    return guarded(err, [&] {
        std::ostringstream said;
        *faults = Xapian::Database::check(path, 0, report ? &said : nullptr);
        std::istringstream lines(said.str());
        for (std::string line; std::getline(lines, line);)
            report(context, line.data(), line.size());
    });
}

/* ---------------------------------------------------------------- documents */

xc_status xc_document_new(xc_document **out, xc_error *err)
{
    return guarded(err, [&] { *out = new xc_document; });
}

void xc_document_free(xc_document **doc)
{
    delete *doc;
    *doc = nullptr;
}

xc_status xc_document_clear(xc_document *doc, xc_error *err)
{
    return guarded(err, [&] { doc->doc = Xapian::Document(); });
}

xc_status xc_document_add_term(xc_document *doc, const char *term, size_t len, uint32_t wdf, xc_error *err)
{
    return guarded(err, [&] { doc->doc.add_term(bytes(term, len), wdf); });
}

xc_status xc_document_add_boolean_term(xc_document *doc, const char *term, size_t len, xc_error *err)
{
    return guarded(err, [&] { doc->doc.add_boolean_term(bytes(term, len)); });
}

xc_status xc_document_add_terms(xc_document *doc, const xc_term *terms, size_t count, xc_error *err)
{
    return guarded(err, [&] {
        std::string term;
        for (size_t i = 0; i < count; i++) {
            term.assign(terms[i].data, terms[i].len);
            doc->doc.add_term(term, terms[i].wdf);
        }
    });
}

xc_status xc_document_set_data(xc_document *doc, const char *data, size_t len, xc_error *err)
{
    return guarded(err, [&] { doc->doc.set_data(bytes(data, len)); });
}

xc_status xc_document_set_value(xc_document *doc, xc_slot slot, const char *value, size_t len, xc_error *err)
{
    return guarded(err, [&] { doc->doc.add_value(slot, bytes(value, len)); });
}

xc_status xc_add_document(xc_database *db, const xc_document *doc, xc_docid *docid, xc_error *err)
{
    return guarded(err, [&] {
        xc_docid given = writing(db).add_document(doc->doc);
        if (docid)
            *docid = given;
    });
}

xc_status xc_replace_document(xc_database *db, xc_docid docid, const xc_document *doc, xc_error *err)
{
    return guarded(err, [&] { writing(db).replace_document(docid, doc->doc); });
}

xc_status xc_delete_document(xc_database *db, xc_docid docid, xc_error *err)
{
    return guarded(err, [&] { writing(db).delete_document(docid); });
}

xc_status xc_document_data(xc_database *db, xc_docid docid, xc_text *out, xc_error *err)
{
    return guarded(err, [&] { put_text(db->data, db->reading.get_document(docid).get_data(), out); });
}

xc_status xc_document_value(xc_database *db, xc_docid docid, xc_slot slot, xc_text *out, xc_error *err)
{
    return guarded(err, [&] { put_text(db->value, db->reading.get_document(docid).get_value(slot), out); });
}

size_t xc_number_to_value(double number, char out[XC_NUMBER_ROOM])
{
    std::string value = Xapian::sortable_serialise(number); /* at most 9 bytes: no allocation, no exception */
    size_t len = std::min<size_t>(value.size(), XC_NUMBER_ROOM);
    std::copy_n(value.data(), len, out);
    return len;
}

double xc_number_from_value(const char *value, size_t len)
{
    return Xapian::sortable_unserialise(bytes(value, std::min<size_t>(len, XC_NUMBER_ROOM)));
}

/* ---------------------------------------------------------------- statistics and walks */

xc_status xc_statistics_get(xc_database *db, xc_statistics *out, xc_error *err)
{
    return guarded(err, [&] {
        const Xapian::Database &reading = db->reading;
        *out = {reading.get_doccount(), reading.get_lastdocid(), (double)reading.get_avlength(),
                (uint64_t)reading.get_total_length()};
    });
}

xc_status xc_term_statistics_get(xc_database *db, const char *term, size_t len, xc_term_statistics *out, xc_error *err)
{
    return guarded(err, [&] {
        std::string name = bytes(term, len);
        *out = {db->reading.get_termfreq(name), (uint64_t)db->reading.get_collection_freq(name)};
    });
}

xc_status xc_document_length(xc_database *db, xc_docid docid, uint32_t *out, xc_error *err)
{
    return guarded(err, [&] { *out = (uint32_t)db->reading.get_doclength(docid); });
}

xc_status xc_each_term(xc_database *db, const char *prefix, size_t len, xc_term_visitor visit, void *context, xc_error *err)
{
    return guarded(err, [&] {
        std::string start = bytes(prefix, len);
        for (auto t = db->reading.allterms_begin(start), end = db->reading.allterms_end(start); t != end; ++t) {
            const std::string term = *t;
            if (!visit(context, term.data(), term.size(), t.get_termfreq()))
                break;
        }
    });
}

xc_status xc_each_posting(xc_database *db, const char *term, size_t len, xc_posting_visitor visit, void *context, xc_error *err)
{
    return guarded(err, [&] {
        std::string name = bytes(term, len);
        for (auto p = db->reading.postlist_begin(name), end = db->reading.postlist_end(name); p != end; ++p)
            if (!visit(context, *p, (uint32_t)p.get_wdf(), (uint32_t)p.get_doclength()))
                break;
    });
}

xc_status xc_each_term_of(xc_database *db, xc_docid docid, xc_term_wdf_visitor visit, void *context, xc_error *err)
{
    return guarded(err, [&] {
        for (auto t = db->reading.termlist_begin(docid), end = db->reading.termlist_end(docid); t != end; ++t) {
            const std::string term = *t;
            if (!visit(context, term.data(), term.size(), (uint32_t)t.get_wdf()))
                break;
        }
    });
}

/* ---------------------------------------------------------------- queries */

namespace
{
/* Makes a node of what `make` returns; keeps the first failure. */
template <class Make> xc_query node_of(xc_query_builder *b, Make &&make, node_parts &&parts = {}) noexcept
{
    if (b->failure.status != XC_OK)
        return {0};
    xc_status status = guarded(&b->failure, [&] {
        if (b->nodes.size() > UINT32_MAX - 1)
            throw std::bad_alloc();
        b->nodes.push_back(make());
        b->parts.resize(b->nodes.size() - 1); /* where the last one failed half-way */
        b->parts.push_back(std::move(parts));
    });
    if (status != XC_OK)
        return {0};
    return {(uint32_t)(b->nodes.size() - 1)};
}

const Xapian::Query &query_at(const xc_query_builder *b, xc_query query)
{
    if (query.node >= b->nodes.size())
        throw Xapian::InvalidArgumentError("the query was not made with this builder, or before it was cleared");
    return b->nodes[query.node];
}

xc_query_kind kind_of(Xapian::Query::op op)
{
    switch ((int)op) {
    case Xapian::Query::OP_AND: return XC_QUERY_ALL_OF;
    case Xapian::Query::OP_OR: return XC_QUERY_ANY_OF;
    case Xapian::Query::OP_MAX: return XC_QUERY_MAX_OF;
    case Xapian::Query::OP_SYNONYM: return XC_QUERY_SYNONYM;
    case Xapian::Query::OP_AND_NOT: return XC_QUERY_AND_NOT;
    case Xapian::Query::OP_FILTER: return XC_QUERY_FILTER;
    case Xapian::Query::OP_AND_MAYBE: return XC_QUERY_AND_MAYBE;
    default: return XC_QUERY_OTHER;
    }
}

xc_query combined(xc_query_builder *b, Xapian::Query::op op, const xc_query *list, size_t count, uint32_t parameter = 0)
{
    if (count == 1)
        return list[0];
    node_parts parts;
    return node_of(
        b,
        [&] {
            std::vector<Xapian::Query> kids;
            kids.reserve(count);
            for (size_t i = 0; i < count; i++)
                kids.push_back(query_at(b, list[i]));
            parts.kind = kind_of(op);
            parts.kids.assign(list, list + count);
            return Xapian::Query(op, kids.begin(), kids.end(), parameter);
        },
        std::move(parts));
}

xc_query pair_of(xc_query_builder *b, Xapian::Query::op op, xc_query left, xc_query right)
{
    const xc_query both[] = {left, right};
    return combined(b, op, both, 2);
}
} // namespace

xc_status xc_query_builder_new(xc_query_builder **out, xc_error *err)
{
    return guarded(err, [&] { *out = new xc_query_builder; });
}

void xc_query_builder_free(xc_query_builder **b)
{
    delete *b;
    *b = nullptr;
}

void xc_query_builder_clear(xc_query_builder *b)
{
    b->nodes.resize(1);
    b->parts.resize(1);
    b->failure = {XC_OK, ""};
}

xc_status xc_query_builder_status(const xc_query_builder *b, xc_error *err)
{
    if (err && b->failure.status != XC_OK)
        *err = b->failure;
    return b->failure.status;
}

xc_query xc_query_match_all(xc_query_builder *b)
{
    node_parts parts;
    parts.kind = XC_QUERY_EVERYTHING;
    return node_of(
        b, [] { return Xapian::Query(std::string()); }, std::move(parts));
}

xc_query xc_query_match_nothing(xc_query_builder *b)
{
    (void)b;
    return {0};
}

xc_query xc_query_term(xc_query_builder *b, const char *term, size_t len, uint32_t wqf)
{
    node_parts parts;
    return node_of(
        b,
        [&] {
            parts.kind = len ? XC_QUERY_TERM : XC_QUERY_EVERYTHING;
            parts.term = bytes(term, len);
            parts.wqf = wqf;
            return Xapian::Query(parts.term, wqf);
        },
        std::move(parts));
}

xc_query xc_query_all_of(xc_query_builder *b, const xc_query *list, size_t count)
{
    return combined(b, Xapian::Query::OP_AND, list, count);
}

xc_query xc_query_any_of(xc_query_builder *b, const xc_query *list, size_t count)
{
    return combined(b, Xapian::Query::OP_OR, list, count);
}

xc_query xc_query_one_odd(xc_query_builder *b, const xc_query *list, size_t count)
{
    return combined(b, Xapian::Query::OP_XOR, list, count);
}

xc_query xc_query_max_of(xc_query_builder *b, const xc_query *list, size_t count)
{
    return combined(b, Xapian::Query::OP_MAX, list, count);
}

xc_query xc_query_synonym(xc_query_builder *b, const xc_query *list, size_t count)
{
    return combined(b, Xapian::Query::OP_SYNONYM, list, count);
}

xc_query xc_query_elite(xc_query_builder *b, const xc_query *list, size_t count, uint32_t keep)
{
    return combined(b, Xapian::Query::OP_ELITE_SET, list, count, keep);
}

xc_query xc_query_near(xc_query_builder *b, const xc_query *list, size_t count, uint32_t window)
{
    return combined(b, Xapian::Query::OP_NEAR, list, count, window);
}

xc_query xc_query_phrase(xc_query_builder *b, const xc_query *list, size_t count, uint32_t window)
{
    return combined(b, Xapian::Query::OP_PHRASE, list, count, window);
}

xc_query xc_query_and(xc_query_builder *b, xc_query left, xc_query right)
{
    return pair_of(b, Xapian::Query::OP_AND, left, right);
}

xc_query xc_query_or(xc_query_builder *b, xc_query left, xc_query right)
{
    return pair_of(b, Xapian::Query::OP_OR, left, right);
}

xc_query xc_query_and_not(xc_query_builder *b, xc_query wanted, xc_query unwanted)
{
    return pair_of(b, Xapian::Query::OP_AND_NOT, wanted, unwanted);
}

xc_query xc_query_filter(xc_query_builder *b, xc_query weighted, xc_query filter)
{
    return pair_of(b, Xapian::Query::OP_FILTER, weighted, filter);
}

xc_query xc_query_and_maybe(xc_query_builder *b, xc_query required, xc_query optional)
{
    return pair_of(b, Xapian::Query::OP_AND_MAYBE, required, optional);
}

xc_query xc_query_scale_weight(xc_query_builder *b, xc_query query, double factor)
{
    node_parts parts;
    return node_of(
        b,
        [&] {
            parts.kind = XC_QUERY_SCALED;
            parts.kids.push_back(query);
            parts.factor = factor;
            return Xapian::Query(factor, query_at(b, query));
        },
        std::move(parts));
}

xc_query xc_query_value_range(xc_query_builder *b, xc_slot slot, const char *low, size_t low_len, const char *high,
                              size_t high_len)
{
    return node_of(
        b, [&] { return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, bytes(low, low_len), bytes(high, high_len)); });
}

xc_query xc_query_value_at_least(xc_query_builder *b, xc_slot slot, const char *low, size_t len)
{
    return node_of(b, [&] { return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, bytes(low, len)); });
}

xc_query xc_query_value_at_most(xc_query_builder *b, xc_slot slot, const char *high, size_t len)
{
    return node_of(b, [&] { return Xapian::Query(Xapian::Query::OP_VALUE_LE, slot, bytes(high, len)); });
}

xc_query xc_query_prefix(xc_query_builder *b, const char *prefix, size_t len, uint32_t limit)
{
    return node_of(b, [&] { return Xapian::Query(Xapian::Query::OP_WILDCARD, bytes(prefix, len), limit); });
}

xc_query xc_query_posting_source(xc_query_builder *b, const xc_posting_source *source)
{
    node_parts parts;
    parts.kind = XC_QUERY_SOURCE;
    parts.source = *source;
    return node_of(
        b,
        [&] {
            if (!source->seek)
                throw Xapian::InvalidArgumentError("a posting source needs seek");
            return Xapian::Query((new c_posting_source(b, *source))->release());
        },
        std::move(parts));
}

xc_query_parts xc_query_parts_of(const xc_query_builder *b, xc_query query)
{
    if (b->failure.status != XC_OK || query.node >= b->parts.size())
        return {XC_QUERY_OTHER, nullptr, 0, nullptr, 0, 0, 0, nullptr};
    const node_parts &p = b->parts[query.node];
    return {p.kind, p.kids.data(), p.kids.size(), p.term.data(), p.term.size(), p.wqf, p.factor, &p.source};
}

xc_status xc_query_text(xc_query_builder *b, xc_query query, xc_text *out, xc_error *err)
{
    return guarded(err, [&] { put_text(b->text, query_at(b, query).get_description(), out); });
}

/* ---------------------------------------------------------------- matching */

namespace
{
void set_weighting(Xapian::Enquire &enquire, const xc_match_parameters &p)
{
    switch (p.weighting) {
    case XC_BM25: enquire.set_weighting_scheme(Xapian::BM25Weight(p.k1, p.k2, p.k3, p.b, p.min_length)); return;
    case XC_BOOLEAN: enquire.set_weighting_scheme(Xapian::BoolWeight()); return;
    case XC_TF_IDF: enquire.set_weighting_scheme(Xapian::TfIdfWeight(p.normalisations ? p.normalisations : "ntn")); return;
    case XC_BM25_PLUS: enquire.set_weighting_scheme(Xapian::BM25PlusWeight(p.k1, p.k2, p.k3, p.b, p.min_length, p.delta)); return;
    case XC_COORDINATE: enquire.set_weighting_scheme(Xapian::CoordWeight()); return;
    }
    throw Xapian::InvalidArgumentError("unknown weighting");
}

void set_order(Xapian::Enquire &enquire, const xc_match_parameters &p, Xapian::KeyMaker *keys)
{
    bool down = p.descending != 0;
    switch (p.order) {
    case XC_BY_DOCID: enquire.set_weighting_scheme(Xapian::BoolWeight()); break;
    case XC_BY_WEIGHT: break;
    case XC_BY_VALUE: keys ? enquire.set_sort_by_key(keys, down) : enquire.set_sort_by_value(p.sort_slot, down); return;
    case XC_BY_VALUE_THEN_WEIGHT:
        keys ? enquire.set_sort_by_key_then_relevance(keys, down) : enquire.set_sort_by_value_then_relevance(p.sort_slot, down);
        return;
    case XC_BY_WEIGHT_THEN_VALUE:
        keys ? enquire.set_sort_by_relevance_then_key(keys, down) : enquire.set_sort_by_relevance_then_value(p.sort_slot, down);
        return;
    }
    enquire.set_docid_order(down ? Xapian::Enquire::DESCENDING : Xapian::Enquire::ASCENDING);
}

size_t put_hits(const Xapian::MSet &found, xc_hit *out, size_t room)
{
    size_t count = 0;
    for (auto hit = found.begin(); hit != found.end() && count < room; ++hit)
        out[count++] = {*hit, hit.get_weight(), hit.get_percent()};
    return count;
}

/* Names the database to the builder's posting sources as long as a match runs. */
class matched_database
{
    xc_query_builder *builder;

  public:
    matched_database(xc_query_builder *b, const xc_database *db) : builder(b)
    {
        builder->matched = db;
    }
    ~matched_database()
    {
        builder->matched = nullptr;
    }
};

void match(xc_database *db, xc_query_builder *b, xc_query query, const xc_match_parameters &p, const xc_match_callbacks &calls,
           xc_hit *out, size_t room, xc_match_result *result)
{
    c_decider decider(calls);
    c_key_maker keys(calls);
    matched_database during_this(b, db);
    Xapian::Enquire enquire(db->reading);
    enquire.set_query(query_at(b, query), p.query_length);
    set_weighting(enquire, p);
    set_order(enquire, p, calls.sort_key ? &keys : nullptr);
    enquire.set_cutoff(p.min_percent, p.min_weight);
    if (p.seconds > 0)
        enquire.set_time_limit(p.seconds);
    uint32_t wanted = (uint32_t)std::min<size_t>(p.count, room);
    Xapian::MSet found = enquire.get_mset(p.first, wanted, p.check_at_least, nullptr, calls.decide ? &decider : nullptr);
    result->lower = found.get_matches_lower_bound();
    result->estimated = found.get_matches_estimated();
    result->upper = found.get_matches_upper_bound();
    result->max_possible = found.get_max_possible();
    result->max_attained = found.get_max_attained();
    result->count = put_hits(found, out, room);
}
} // namespace

xc_status xc_match(xc_database *db, xc_query_builder *b, xc_query query, const xc_match_parameters *p,
                   const xc_match_callbacks *callbacks, xc_hit *out, size_t room, xc_match_result *result, xc_error *err)
{
    static const xc_match_parameters defaults = XC_MATCH_DEFAULTS;
    static const xc_match_callbacks none = {nullptr, nullptr, nullptr};
    if (b->failure.status != XC_OK)
        return xc_query_builder_status(b, err);
    return guarded(err, [&] { match(db, b, query, p ? *p : defaults, callbacks ? *callbacks : none, out, room, result); });
}
