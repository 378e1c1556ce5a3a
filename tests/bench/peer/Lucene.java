/* Lucene.java - how is Lucene told to index the feed, and to answer?
 *
 *     java Lucene index FEED FOLDER THREADS       java Lucene ask FOLDER QUERIES WARM
 *
 * Feed, queries and output are those of engines.py; how a query is spelt stands at lucene() in queries.py. StandardTokenizer,
 * lower case, Snowball's English stemmer, no stop words; positions; title, date and text stored; BM25. */
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.spans.*;
import org.apache.lucene.store.FSDirectory;

public class Lucene {
    static final int NEAR_BETWEEN = 9; // words between the two: W/10
    static final String[] MODES = {"top 10", "top 1000", "count"};
    static final int[] LIMITS = {10, 1000, 0};

    static final Analyzer ANALYZER = new Analyzer() {
        @Override protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new SnowballFilter(new LowerCaseFilter(words), "English"));
        }
        @Override public int getPositionIncrementGap(String field) { return 100; }
    };

    static Document document(String line) {
        String[] part = line.split("\t", 3);
        Document d = new Document();
        d.add(new StoredField("title", part[0]));
        d.add(new TextField("words", part[0], Field.Store.NO));
        d.add(new TextField("words", part[2], Field.Store.YES));
        if (!part[1].isEmpty()) {
            int day = Integer.parseInt(part[1]);
            d.add(new IntPoint("date", day));
            d.add(new NumericDocValuesField("date", day));
            d.add(new StoredField("date", day));
        }
        return d;
    }

    static void index(String feed, String folder, int threads) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER);
        config.setRAMBufferSizeMB(256);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Path.of(folder)), config);
             BufferedReader lines = Files.newBufferedReader(Path.of(feed))) {
            Thread[] workers = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                workers[i] = new Thread(() -> {
                    try {
                        for (;;) {
                            String line;
                            synchronized (lines) { line = lines.readLine(); }
                            if (line == null)
                                return;
                            writer.addDocument(document(line));
                        }
                    } catch (Exception e) {
                        throw new RuntimeException(e);
                    }
                });
                workers[i].start();
            }
            for (Thread worker : workers)
                worker.join();
            writer.commit();
        }
    }

    static Term term(String word) throws Exception {
        try (TokenStream stream = ANALYZER.tokenStream("words", word)) {
            stream.reset();
            stream.incrementToken();
            return new Term("words", stream.getAttribute(CharTermAttribute.class).toString());
        }
    }

    static Query atom(String text) throws Exception {
        if (text.endsWith("*"))
            return new PrefixQuery(new Term("words", text.substring(0, text.length() - 1)));
        if (text.contains("~")) {
            String[] two = text.split("~");
            return new SpanNearQuery(new SpanQuery[] {new SpanTermQuery(term(two[0])), new SpanTermQuery(term(two[1]))}, NEAR_BETWEEN, false);
        }
        if (!text.contains(" "))
            return new TermQuery(term(text));
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (String word : text.split(" "))
            phrase.add(term(word));
        return phrase.build();
    }

    static Query parse(String line) throws Exception {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String part : line.split("\t")) {
            if (part.startsWith("[")) {
                int from = Integer.parseInt(part.substring(1, 9)), to = Integer.parseInt(part.substring(10, 18));
                all.add(new IndexOrDocValuesQuery(IntPoint.newRangeQuery("date", from, to),
                    NumericDocValuesField.newSlowRangeQuery("date", from, to)), BooleanClause.Occur.FILTER);
            } else if (part.startsWith("-")) {
                all.add(atom(part.substring(1)), BooleanClause.Occur.MUST_NOT);
            } else {
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                for (String one : part.split("\\|"))
                    any.add(atom(one), BooleanClause.Occur.SHOULD);
                all.add(any.build(), BooleanClause.Occur.MUST);
            }
        }
        return all.build();
    }

    static int answer(IndexSearcher searcher, String line, int limit) throws Exception {
        Query query = parse(line);
        if (limit == 0)
            return searcher.count(query);
        TopDocs hits = searcher.search(query, limit);
        for (ScoreDoc hit : hits.scoreDocs)
            searcher.doc(hit.doc, java.util.Set.of("title")).get("title");
        return hits.scoreDocs.length;
    }

    static void ask(String folder, String queries, int warm) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(queries));
        PrintStream out = new PrintStream(System.out, false);
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Path.of(folder)))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            for (int turn = 0; turn <= warm; turn++)
                for (int number = 0; number < lines.size(); number++)
                    for (int mode = 0; mode < MODES.length; mode++) {
                        long start = System.nanoTime();
                        int found = answer(searcher, lines.get(number), LIMITS[mode]);
                        double took = (System.nanoTime() - start) / 1e6;
                        if (turn == warm)
                            out.printf(Locale.ROOT, "%d\t%s\t%.4f\t%d%n", number, MODES[mode], took, found);
                    }
        }
        out.flush();
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("index"))
            index(args[1], args[2], Integer.parseInt(args[3]));
        else
            ask(args[1], args[2], Integer.parseInt(args[3]));
    }
}
