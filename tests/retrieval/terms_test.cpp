#include "engine/retrieval/terms.h"

#include <QString>
#include <QTest>

using namespace sillok::retrieval;

class TermsTest : public QObject {
    Q_OBJECT
private slots:
    void everyWayGivesTheSameTerms();
    void hangulGivesPairs();
    void oneSyllableGivesItself();
    void storedTextsAlsoGiveTheLastSyllable();
    void latinGivesFoldedWords();
    void runsOfDifferentScriptsAreApart();
    void decomposedHangulGivesTheSameTerms();
    void placesPointIntoTheOriginal();
    void hanjaAndOldHangulArePaired();
    void widthDoesNotMatter();
    void middleDotsSeparate();
    void brokenBytesSeparate();
    void everyPlaceLiesInside();
};

namespace {

std::vector<std::string> texts(std::string_view text, bool forQuery = true)
{
    std::vector<std::string> out;
    for (const Term& term : terms(text, forQuery))
        out.push_back(term.text);
    return out;
}

using Strings = std::vector<std::string>;

} // namespace

// The short way and the long way are written apart; random texts of everything that stands in documents must not tell them from each other.
void TermsTest::everyWayGivesTheSameTerms()
{
    const std::vector<std::string> pieces { "가", "힣", "나다라", "\u1112\u1161\u11ab", "\u11a8", "漢字", "々", "ㄱ", "A", "Zz9", "7", " ", "\n", "\t", ".", "-", "ㆍ", "·", "“", "」",
        "①", "Ａ１", "é", "e\u0301", "\u0301", " \u0301", "ß", "ﬁ", "ー", "カ", "\u3099", "\xff", "\xe0\x80", "😀", "\u200d", "℃" };
    quint32 state = 7;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int i = 0; i < 9; ++i) {
            state = state * 1664525u + 1013904223u;
            text += pieces[(state >> 8) % pieces.size()];
        }
        for (const bool forQuery : { false, true }) {
            std::vector<Term> seen;
            visitTerms(text, forQuery, &seen, [](void* to, std::string_view term, size_t start, size_t end, bool colocated) {
                static_cast<std::vector<Term>*>(to)->push_back({ std::string(term), start, end, colocated });
                return true;
            });
            if (seen != terms(text, forQuery))
                QFAIL(QByteArray::fromStdString(text).toPercentEncoding().constData());
        }
    }
}

void TermsTest::hangulGivesPairs() { QCOMPARE(texts("예산안"), (Strings { "예산", "산안" })); }

void TermsTest::oneSyllableGivesItself() { QCOMPARE(texts("폭 a"), (Strings { "폭", "a" })); }

void TermsTest::storedTextsAlsoGiveTheLastSyllable()
{
    const std::vector<Term> all = terms("예산안", false);
    QCOMPARE(all.size(), size_t(3));
    QCOMPARE(all[2].text, std::string("안"));
    QVERIFY(all[2].colocated);
    QVERIFY(!all[1].colocated);
    const std::vector<Term> one = terms("폭", false);
    QCOMPARE(one.size(), size_t(1));
    QVERIFY(!one[0].colocated);
}

void TermsTest::latinGivesFoldedWords() { QCOMPARE(texts("Straße GPU-2"), (Strings { "strasse", "gpu", "2" })); }

void TermsTest::runsOfDifferentScriptsAreApart() { QCOMPARE(texts("제12조의2"), (Strings { "제", "12", "조의", "2" })); }

void TermsTest::decomposedHangulGivesTheSameTerms()
{
    const QString text = "각 부처 예산안의 값";
    QCOMPARE(texts(text.normalized(QString::NormalizationForm_D).toStdString()), texts(text.toStdString()));
}

void TermsTest::placesPointIntoTheOriginal()
{
    const std::string text = QString("x예산").normalized(QString::NormalizationForm_D).toStdString();
    const std::vector<Term> all = terms(text, true);
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[1].start, size_t(1));
    QCOMPARE(all[1].end, text.size());
}

void TermsTest::hanjaAndOldHangulArePaired()
{
    QCOMPARE(texts("大韓民國"), (Strings { "大韓", "韓民", "民國" }));
    QCOMPARE(texts("國은"), (Strings { "國은" }));
    // 나랏말ᄊᆞ미: the fourth syllable exists only as jamo and stays one unit
    const Strings old = texts("말\u110A\u119E\u11BC미");
    QCOMPARE(old, (Strings { "말\u110A\u119E\u11BC", "\u110A\u119E\u11BC미" }));
}

void TermsTest::widthDoesNotMatter() { QCOMPARE(texts("ＡＢＣ１２３ ｶﾅ"), texts("abc123 カナ")); }

void TermsTest::middleDotsSeparate()
{
    for (const char* text : { "설치ㆍ관리", "설치·관리", "설치・관리" })
        QCOMPARE(texts(text), (Strings { "설치", "관리" }));
}

void TermsTest::brokenBytesSeparate() { QCOMPARE(texts("예산\xFF\xEC결산\x80"), (Strings { "예산", "결산" })); }

void TermsTest::everyPlaceLiesInside()
{
    const std::string text = "가\u1100\u1161\u11A8각 ㈜한국 ½ é e\u0301 ﬁ \xF0\x9F\x98\x80 㐀\U00020000 끝";
    for (const Term& term : terms(text, false)) {
        QVERIFY(term.start < term.end);
        QVERIFY(term.end <= text.size());
    }
}

QTEST_GUILESS_MAIN(TermsTest)
#include "terms_test.moc"
