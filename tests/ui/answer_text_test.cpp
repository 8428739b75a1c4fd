// How an answer is cut, coloured and made readable. Expected values come from reading the sources below, not from the program.
#include "ui/chat/answer_parts.h"
#include "ui/chat/code_colours.h"
#include "ui/chat/markdown.h"
#include "ui/chat/markdown_blocks.h"
#include "ui/chat/maths.h"

#include <QTextTable>
#include <QTest>

using namespace sillok;
using namespace sillok::ui;
using Kind = MarkdownBlock::Kind;

class AnswerTextTest : public QObject {
    Q_OBJECT
private slots:
    void proseAndCodeAreCutApart();
    void anOpenFenceGoesToTheEnd();
    void aFenceIsClosedByItsOwnSignOnly();
    void longCodeIsCutIntoPiecesOfOne();
    void longProseIsCutBetweenWords();
    void nothingIsLostByCutting();
    void partsThatDidNotChangeAreTakenOver();
    void keywordsTextsNumbersAndComments_data();
    void keywordsTextsNumbersAndComments();
    void anOpenTextEndsWithItsLine();
    void everyByteOfRandomCodeIsScannedOnce();
    void formulasAreReadable_data();
    void formulasAreReadable();
    void moneyIsNoFormula();
    void deepFormulasEnd();
    void quotesRulesTasksAndStruckWords();
    void tableColumnsKeepTheirAlignment();
    void aFormulaInALineIsRaised();
};

namespace {

QString plain(const QString& markdown)
{
    TextBlock block;
    writeMarkdown(block, markdown, {}, false);
    return block.document().toPlainText();
}

QString readable(const QString& source)
{
    QString text;
    for (const MathsRun& run : readableMaths(source))
        text += run.place == MathsRun::Place::Line ? run.text : run.place == MathsRun::Place::Above ? u'^' + run.text : u'_' + run.text;
    return text;
}

} // namespace

void AnswerTextTest::proseAndCodeAreCutApart()
{
    const auto blocks = splitMarkdown(QStringLiteral("앞\n\n```cpp\nint a;\n\nint b;\n```\n뒤\n~~~\nx\n~~~"));
    QCOMPARE(blocks.size(), 4);
    QCOMPARE(blocks.at(0), (MarkdownBlock { Kind::Prose, QStringLiteral("앞\n"), {}, true, true }));
    QCOMPARE(blocks.at(1), (MarkdownBlock { Kind::Code, QStringLiteral("int a;\n\nint b;"), QStringLiteral("cpp"), true, true }));
    QCOMPARE(blocks.at(2).source, QStringLiteral("뒤"));
    QCOMPARE(blocks.at(3), (MarkdownBlock { Kind::Code, QStringLiteral("x"), {}, true, true }));
    QVERIFY(splitMarkdown(QString()).isEmpty());
}

void AnswerTextTest::anOpenFenceGoesToTheEnd()
{
    const auto blocks = splitMarkdown(QStringLiteral("```sql\nSELECT 1\nFROM t"));
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.first().source, QStringLiteral("SELECT 1\nFROM t"));
}

void AnswerTextTest::aFenceIsClosedByItsOwnSignOnly()
{
    const auto blocks = splitMarkdown(QStringLiteral("````md\n```\ninner\n```\n````\n뒤"));
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks.first().source, QStringLiteral("```\ninner\n```"));
    QCOMPARE(splitMarkdown(QStringLiteral("~~~\n```\n~~~")).first().source, QStringLiteral("```"));
}

void AnswerTextTest::longCodeIsCutIntoPiecesOfOne()
{
    QStringList lines;
    for (int i = 0; i < 2 * kMostCodeLines + 1; ++i)
        lines.append(QString::number(i));
    const auto blocks = splitMarkdown(QStringLiteral("```\n") + lines.join(u'\n') + QStringLiteral("\n```"));
    QCOMPARE(blocks.size(), 3);
    QVERIFY(blocks.at(0).begins && !blocks.at(0).ends);
    QVERIFY(!blocks.at(1).begins && !blocks.at(1).ends);
    QVERIFY(!blocks.at(2).begins && blocks.at(2).ends);
    QCOMPARE(blocks.at(0).source + u'\n' + blocks.at(1).source + u'\n' + blocks.at(2).source, lines.join(u'\n'));
}

void AnswerTextTest::longProseIsCutBetweenWords()
{
    const QString words = QStringLiteral("낱말 ").repeated(3000);
    for (const QString& piece : splitPlain(words)) {
        QVERIFY(piece.size() <= kLongestProse);
        QVERIFY(piece.trimmed().startsWith(QStringLiteral("낱말")));
    }
    const QString unbroken = QString::fromUcs4(U"\U0001F600").repeated(4000); // two units each: no half of one
    for (const QString& piece : splitPlain(unbroken))
        QVERIFY(!piece.front().isLowSurrogate() && !piece.back().isHighSurrogate());
    QCOMPARE(splitPlain(unbroken).join(QString()), unbroken);
}

void AnswerTextTest::nothingIsLostByCutting()
{
    const QString text = QStringLiteral("# 제목\n\n문단 하나.\n\n- 하나\n- 둘\n\n").repeated(400);
    QString together;
    for (const MarkdownBlock& block : splitMarkdown(text))
        together += block.source + u'\n';
    QCOMPARE(together.simplified(), text.simplified());
}

void AnswerTextTest::partsThatDidNotChangeAreTakenOver()
{
    app::Message message;
    message.role = app::Role::Assistant;
    message.state = app::MessageState::Writing;
    message.text = QStringLiteral("첫 문단입니다.\n\n```\na\n```\n뒤");
    Parts first;
    Parts none;
    addAnswer(first, message, 720, none);
    QList<const Part*> before;
    for (const auto& part : first)
        before.append(part.get());
    message.text += QStringLiteral("에 덧붙임");
    Parts second;
    addAnswer(second, message, 720, first);
    QCOMPARE(second.size(), size_t(3));
    QVERIFY(second[0].get() == before[0] && second[1].get() == before[1]);
    QVERIFY(second[2].get() != before[2]);
}

void AnswerTextTest::keywordsTextsNumbersAndComments_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("marked"); // [k:…] keyword, [t:…] text, [n:…] number, [c:…] comment
    QTest::newRow("c++") << "cpp" << "return f(\"a\\\"b\", 'c', 0x1F); // end\nint returned;"
                         << "[k:return] f([t:\"a\\\"b\"], [t:'c'], [n:0x1F]); [c:// end]\n[k:int] returned;";
    QTest::newRow("block comment") << "C++" << "a /* for\nif */ while" << "a [c:/* for\nif */] [k:while]";
    QTest::newRow("python") << "py" << "def f(): # x\n    return 1.5" << "[k:def] f(): [c:# x]\n    [k:return] [n:1.5]";
    QTest::newRow("sql ignores case") << "SQL" << "select A FROM b -- c" << "[k:select] A [k:FROM] b [c:-- c]";
    QTest::newRow("json") << "json" << "{\"키\": true}" << "{[t:\"키\"]: [k:true]}";
    QTest::newRow("html") << "html" << "<!-- a --><p id=\"b\">" << "[c:<!-- a -->]<p id=[t:\"b\"]>";
    QTest::newRow("unknown") << "hwpscript" << "if \"a\" 3" << "if [t:\"a\"] [n:3]";
    QTest::newRow("no language") << "" << "값 12" << "값 [n:12]";
}

void AnswerTextTest::keywordsTextsNumbersAndComments()
{
    QFETCH(QString, language);
    QFETCH(QString, code);
    QFETCH(QString, marked);
    QString shown;
    qsizetype at = 0;
    for (const CodeSpan& span : codeSpans(code, language)) {
        shown += code.mid(at, span.start - at);
        const char kinds[] = { 'k', 't', 'n', 'c' };
        shown += u'[' + QString(QLatin1Char(kinds[static_cast<int>(span.kind)])) + u':' + code.mid(span.start, span.length) + u']';
        at = span.start + span.length;
    }
    QCOMPARE(shown + code.mid(at), marked);
}

void AnswerTextTest::anOpenTextEndsWithItsLine()
{
    const auto spans = codeSpans(QStringLiteral("a = \"open\nreturn 1"), QStringLiteral("cpp"));
    QCOMPARE(spans.at(0), (CodeSpan { CodeSpan::Kind::Text, 4, 5 }));
    QCOMPARE(spans.at(1).kind, CodeSpan::Kind::Keyword);
}

void AnswerTextTest::everyByteOfRandomCodeIsScannedOnce()
{
    const QString signs = QStringLiteral("ab1 .\"'`\\/*#-<!>\n_가");
    quint32 seed = 7;
    for (int n = 0; n < 2000; ++n) {
        QString code;
        for (int i = 0; i < 60; ++i)
            code += signs.at(static_cast<qsizetype>((seed = seed * 1664525 + 1013904223) >> 16) % signs.size());
        for (const char* language : { "cpp", "py", "sql", "html", "" }) {
            qsizetype at = 0;
            for (const CodeSpan& span : codeSpans(code, QString::fromLatin1(language))) {
                QVERIFY(span.start >= at && span.length > 0 && span.start + span.length <= code.size());
                at = span.start + span.length;
            }
        }
    }
}

void AnswerTextTest::formulasAreReadable_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");
    QTest::newRow("fraction") << "\\frac{a}{b+1}" << QStringLiteral("a/(b+1)");
    QTest::newRow("powers") << "x^2 + y_{10}" << QStringLiteral("x^2 + y_10");
    QTest::newRow("root") << "\\sqrt{x^2+1}" << QStringLiteral("√(x^2+1)");
    QTest::newRow("greek") << "\\alpha \\le \\Omega" << QStringLiteral("α ≤ Ω");
    QTest::newRow("sum") << "\\sum_{i=1}^{n} i" << QStringLiteral("∑_i=1^n i");
    QTest::newRow("text and brackets") << "\\left( \\text{합계} \\right)" << QStringLiteral("( 합계 )");
    QTest::newRow("function") << "\\sin x" << QStringLiteral("sin x");
    QTest::newRow("rows") << "\\begin{matrix} a & b \\\\ c & d \\end{matrix}" << QStringLiteral(" a    b \n c    d ");
    QTest::newRow("nested") << "\\frac{\\frac{1}{2}}{3}" << QStringLiteral("(1/2)/3");
    QTest::newRow("broken") << "\\frac{a" << QStringLiteral("a/");
    QTest::newRow("lone backslash") << "a\\" << QStringLiteral("a\\");
    QTest::newRow("unknown") << "\\foo{a}" << QStringLiteral("fooa");
}

void AnswerTextTest::formulasAreReadable()
{
    QFETCH(QString, source);
    QTEST(readable(source), "text");
}

void AnswerTextTest::moneyIsNoFormula()
{
    QCOMPARE(nextMaths(QStringLiteral("가격은 $5 and $6 입니다"), 0).length, qsizetype(0));
    QCOMPARE(nextMaths(QStringLiteral("US$ 100, US$ 200"), 0).length, qsizetype(0));
    QCOMPARE(nextMaths(QStringLiteral("$x$와 $y=2$"), 0).source, QStringLiteral("x"));
    QCOMPARE(nextMaths(QStringLiteral("\\(a+b\\)"), 0).source, QStringLiteral("a+b"));
    QCOMPARE(nextMaths(QStringLiteral("앞 $$\nE=mc^2\n$$"), 0).source.trimmed(), QStringLiteral("E=mc^2"));
    QCOMPARE(nextMaths(QStringLiteral("혼자 $ 있는"), 0).length, qsizetype(0));
}

void AnswerTextTest::deepFormulasEnd()
{
    QCOMPARE(readable(QStringLiteral("{").repeated(50'000) + u'x' + QStringLiteral("}").repeated(50'000)), QStringLiteral("x"));
    QVERIFY(readable(QStringLiteral("\\frac{").repeated(50'000) + u'x').contains(u'x'));
    QVERIFY(readable(QStringLiteral("x^{").repeated(50'000)).startsWith(u'x'));
}

void AnswerTextTest::quotesRulesTasksAndStruckWords()
{
    TextBlock block;
    writeMarkdown(block, QStringLiteral("> 인용\n> 이어서\n\n---\n\n- [x] 한 일\n- [ ] 할 일\n\n~~지움~~ *강조* 2*3*4"), {}, false);
    QStringList seen;
    for (QTextBlock line = block.document().begin(); line.isValid(); line = line.next()) {
        const QTextBlockFormat format = line.blockFormat();
        QString text = line.text();
        seen.append((format.boolProperty(kQuoted) ? QStringLiteral("| ") : format.boolProperty(kRuled) ? QStringLiteral("----") : format.stringProperty(kMarker))
            + text.replace(QChar::LineSeparator, u'/'));
    }
    QCOMPARE(seen, (QStringList { QStringLiteral("| 인용/이어서"), QStringLiteral("----"), QStringLiteral("☑한 일"), QStringLiteral("☐할 일"),
                       QStringLiteral("지움 강조 2*3*4") }));
}

void AnswerTextTest::tableColumnsKeepTheirAlignment()
{
    TextBlock block;
    writeMarkdown(block, QStringLiteral("| 이름 | 금액 | 뜻 |\n|---|--:|:-:|\n| 가 | 1 | 나 |"), {}, false);
    QList<Qt::Alignment> seen;
    for (QTextFrame* frame : block.document().rootFrame()->childFrames())
        if (const auto* table = qobject_cast<QTextTable*>(frame))
            for (int c = 0; c < table->columns(); ++c)
                seen.append(table->cellAt(1, c).firstCursorPosition().blockFormat().alignment());
    QCOMPARE(seen, (QList<Qt::Alignment> { Qt::AlignLeft, Qt::AlignRight, Qt::AlignHCenter }));
}

void AnswerTextTest::aFormulaInALineIsRaised()
{
    QCOMPARE(plain(QStringLiteral("넓이는 $a^2$ 이다")), QStringLiteral("넓이는 a2 이다"));
    TextBlock block;
    writeMarkdown(block, QStringLiteral("$a^2$"), {}, false);
    QTextCursor cursor(&block.document());
    cursor.setPosition(2);
    QCOMPARE(cursor.charFormat().verticalAlignment(), QTextCharFormat::AlignSuperScript);
}

QTEST_MAIN(AnswerTextTest)
#include "answer_text_test.moc"
