/* test_source_export.c - exports of databases: every article with its fields, whatever they are wrapped in */
#include "source_test.h"

#include "indexer/source/export/export.h"

static const char factiva[] =
    "SE News\nHD Harbour opens in Port Alma\nBY By Ann Reed\nWC 120 words\nPD 4 March 2021\nSN Quay Post\nSC QUAY\nLA English\n"
    "CY (c) 2021 Quay Post\nLP \nThe harbour of Port Alma opened\non Monday.\n\nTD \nNobody came, said Ada Quist.\n\nIN the rain "
    "they "
    "waited.\nNS\ngport : Ports\nAN\nDocument QUAY000020210304eh3400001\n\n"
    "HD\nBridge shut\nWC\n80 words\nPD\n5 March 2021\nSN\nQuay Post\nLP\nThe bridge is shut.\nAN\nDocument "
    "QUAY000020210305eh3500002\n";

static void assert_factiva(const reading *r)
{
    assert_int_equal(r->count, 2);
    assert_int_equal(r->problem_count, 0);
    assert_str(r->articles[0].title, "Harbour opens in Port Alma");
    assert_str(r->articles[0].author, "By Ann Reed");
    assert_str(r->articles[0].source, "Quay Post");
    assert_str(r->articles[0].published, "2021-03-04");
    assert_str(r->articles[0].id, "QUAY000020210304eh3400001");
    assert_str(r->articles[1].title, "Bridge shut");
    assert_str(r->articles[1].published, "2021-03-05");
    assert_str(r->articles[1].body, "The bridge is shut.");
}

TEST(factiva_text_is_split_into_articles_with_their_fields)
{
    reading r = {0};
    read_text(&r, "f.txt", factiva);
    assert_factiva(&r);
    assert_str(r.articles[0].body,
               "The harbour of Port Alma opened on Monday.\n\nNobody came, said Ada Quist.\n\nIN the rain they waited.");
    reading_release(&r);
}

TEST(factiva_in_rtf_and_html_is_the_same)
{
    reading rtf = {0}, html = {0};
    read_text(
        &rtf, "f.rtf",
        "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\info{\\title x}}\\b HD\\b0\\par Harbour opens in Port Alma\\par BY\\par By Ann "
        "Reed\\par WC\\par 120 words\\par PD\\par 4 March 2021\\par SN\\par Quay Post\\par LP\\par The caf\\'e9 "
        "\\u8220?opened\\u8221? "
        "\\emdash  late.\\par TD\\par Nobody came.\\par AN\\par Document QUAY000020210304eh3400001\\par\nHD\\par Bridge "
        "shut\\par "
        "PD\\par 5 March 2021\\par SN\\par Quay Post\\par LP\\par The bridge is shut.\\par AN\\par Document X2\\par}");
    assert_factiva(&rtf);
    assert_str(rtf.articles[0].body, "The caf\xC3\xA9 \xE2\x80\x9Copened\xE2\x80\x9D \xE2\x80\x94 late.\n\nNobody came.");
#define ROW(code, value) "<tr><td><b>" code "</b></td><td>" value "</td></tr>"
    read_text(&html, "f.html",
              "<html><body><table>" ROW("HD", "Harbour opens in Port Alma") ROW("BY", "By Ann Reed") ROW("PD", "4 March 2021")
                  ROW("SN", "Quay Post") ROW("LP", "<p>It opened.</p>") ROW("AN", "Document QUAY000020210304eh3400001")
                      ROW("HD", "Bridge shut") ROW("PD", "5 March 2021") ROW("SN", "Quay Post") ROW("LP", "The bridge is shut.")
                          ROW("AN", "Document X2") "</table></body></html>");
    assert_factiva(&html);
    reading_release(&rtf);
    reading_release(&html);
}

TEST(nexis_documents_end_at_their_counter)
{
    reading r = {0};
    read_text(
        &r, "n.txt",
        "\n                               1 of 2 DOCUMENTS\n\n\n                  Quay Post (Port Alma)\n\n              March "
        "4, 2021 "
        "Thursday\n              Late Edition\n\nHarbour opens\n\nBYLINE: By Ann Reed\n\nSECTION: NEWS; Pg. 1\n\nLENGTH: 120 "
        "words\n\nDATELINE: PORT ALMA\n\nThe harbour of Port Alma\nopened on Monday.\n\nNobody came.\n\nLOAD-DATE: March 4, "
        "2021\n\nLANGUAGE: ENGLISH\n\n             Copyright 2021 Quay Post\n\n"
        "                               2 of 2 DOCUMENTS\n\nQuay Post\n\nMarch 5, 2021 Friday\n\nSECTION: NEWS\n\nLENGTH: 80 "
        "words\n\nHEADLINE: Bridge shut for\nthe winter\n\nBODY:\nThe bridge is shut.\n\nLOAD-DATE: March 5, 2021\n");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Harbour opens");
    assert_str(r.articles[0].source, "Quay Post (Port Alma)");
    assert_str(r.articles[0].author, "By Ann Reed");
    assert_str(r.articles[0].published, "2021-03-04");
    assert_str(r.articles[0].body, "The harbour of Port Alma opened on Monday.\n\nNobody came.");
    assert_str(r.articles[1].title, "Bridge shut for the winter");
    assert_str(r.articles[1].published, "2021-03-05");
    assert_str(r.articles[1].body, "The bridge is shut.");
    reading_release(&r);
}

TEST(newer_nexis_documents_end_at_their_last_line)
{
    reading r = {0};
    read_text(
        &r, "n.txt",
        "Harbour opens\nQuay Post\nMarch 4, 2021 Thursday\n\nCopyright 2021 Quay Post All Rights Reserved\nSection: "
        "NEWS\nLength: "
        "120 words\nByline: Ann Reed\n\nBody\n\nThe harbour opened.\n\nNobody came.\n\nLoad-Date: March 4, 2021\n\n\nEnd of "
        "Document\n\nBridge shut\nQuay Post\nMarch 5, 2021 Friday\n\nLength: 80 words\n\nBody\n\nIt is shut.\n\nEnd of "
        "Document\n");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Harbour opens");
    assert_str(r.articles[0].source, "Quay Post");
    assert_str(r.articles[0].body, "The harbour opened.\n\nNobody came.");
    assert_str(r.articles[1].title, "Bridge shut");
    assert_str(r.articles[1].body, "It is shut.");
    reading_release(&r);
}

#define RULE "____________________________________________________________\n"

TEST(proquest_records_lie_between_lines_of_underscores)
{
    reading r = {0};
    read_text(
        &r, "p.txt",
        RULE
        "\nTitle: Harbour opens\n\nAuthor: Reed, Ann\n\nPublication info: Quay Post; Port Alma [Port Alma]04 Mar 2021.\n\nFull "
        "text: The harbour opened.\n\nNobody came, it said: none.\n\nSubject: Ports\n\nPublication title: Quay "
        "Post\n\nPublication date: Mar 4, 2021\n\nProQuest document ID: 777\n\nDocument URL: "
        "https://quaypost.example/777\n\n" RULE "\nTitle: Bridge shut\n\nAbstract: It is shut.\n\nPublication date: Mar 5, "
        "2021\n\n" RULE "\nContact us at: nowhere\n");
    assert_int_equal(r.count, 2);
    assert_str(r.articles[0].title, "Harbour opens");
    assert_str(r.articles[0].author, "Reed, Ann");
    assert_str(r.articles[0].source, "Quay Post");
    assert_str(r.articles[0].id, "777");
    assert_str(r.articles[0].url, "https://quaypost.example/777");
    assert_str(r.articles[0].published, "2021-03-04");
    assert_str(r.articles[0].body, "The harbour opened.\n\nNobody came, it said: none.");
    assert_str(r.articles[1].body, "It is shut.");
    reading_release(&r);
}

TEST(other_text_stays_text_and_other_rtf_is_one_article)
{
    reading text = {0}, rtf = {0}, deep = {0};
    read_text(&text, "t.txt", "Quay late\n\nHD is not a code here.\nTitle: nor this.\n");
    assert_int_equal(text.count, 1);
    assert_str(text.articles[0].title, "Quay late");
    read_text(&rtf, "r.rtf", "{\\rtf1 Quay late\\par\\par The quay is {\\b late}.\\par {\\*\\secret no}}");
    assert_int_equal(rtf.count, 1);
    assert_str(rtf.articles[0].title, "Quay late");
    assert_contains(rtf.articles[0].body, "The quay is late.");
    assert_lacks(rtf.articles[0].body, "no");
    buf b = {0};
    buf_put_str(&b, STR("{\\rtf1 Quay late\\par\\par "));
    for (int i = 0; i < 1000000; i++)
        buf_put_byte(&b, '{');
    buf_put_str(&b, STR("\\pict 00 \\'"));
    read_path(&deep, write_bytes("d.rtf", b.data, b.len));
    assert_int_equal(deep.count, 1);
    buf_release(&b);
    reading_release(&text);
    reading_release(&rtf);
    reading_release(&deep);
}

TEST(rtf_is_decoded_by_its_code_pages_fonts_and_escapes)
{
    static const char *const cases[][2] = {
        {"{\\rtf1\\ansi Caf\\'e9 \\'93quay\\'94}", "Café “quay”"},
        {"{\\rtf1\\ansi\\ansicpg1251 \\'cc\\'ee\\'f1\\'ea\\'e2\\'e0}", "Москва"},
        {"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\\f0 Caf\\'e9 {\\f1 "
         "\\'cc\\'ee} \\'e9}",
         "Café Мо é"},
        {"{\\rtf1\\ansi\\ansicpg932 \\'93\\'8c\\'8b\\'9e \\'83e}", "東京 テ"},
        {"{\\rtf1\\mac Caf\\'8e}", "Café"},
        {"{\\rtf1 \\u8220?quay\\u8221? {\\uc0\\u233}\\u233 e}", "“quay” éé"},
        {"{\\rtf1 \\u-10188?\\u-8930? clef}", "𝄞 clef"},
        {"{\\rtf1 a\\bin5 }{}{}b}", "ab"},
        {"{\\rtf1 half \\u-10188? only}", "half  only"},
        {"{\\rtf1 non\\_breaking\\~space\\emdash end}", "non-breaking space—end"},
        {"{\\rtf1\\ansicpg99999 \\'e9 \\f700 \\fcharset3 x}", "é x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        assert_str(str_trim(rtf_text(&a, str_from(cases[i][0]))), cases[i][1]);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN_IN_FOLDER(factiva_text_is_split_into_articles_with_their_fields),
        RUN_IN_FOLDER(factiva_in_rtf_and_html_is_the_same),
        RUN_IN_FOLDER(nexis_documents_end_at_their_counter),
        RUN_IN_FOLDER(newer_nexis_documents_end_at_their_last_line),
        RUN_IN_FOLDER(proquest_records_lie_between_lines_of_underscores),
        RUN(rtf_is_decoded_by_its_code_pages_fonts_and_escapes),
        RUN_IN_FOLDER(other_text_stays_text_and_other_rtf_is_one_article),
    };
    return test_run(tests);
}
