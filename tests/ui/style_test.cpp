// The colour table keeps its promised ratios; type, icons, words and translations are complete.
#include "ui/chat/markdown.h"
#include "ui/run_window.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/style/tokens.h"
#include "ui/style/type.h"
#include "ui/words/language.h"
#include "ui/words/words.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QDirIterator>
#include <QFontInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QTextTable>
#include <QXmlStreamReader>
#include <QtTest>

using namespace sillok::ui;

class StyleTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void textKeepsItsContrastOnEverySurface_data();
    void textKeepsItsContrastOnEverySurface();
    void tintsKeepTheirContrast_data();
    void tintsKeepTheirContrast();
    void edgesKeepTheirContrast();
    void highContrastIsBlackAndWhite();
    void reducedMotionMovesNothing();
    void coloursAreNamedInOnePlaceOnly();
    void facesAreInstalled();
    void onlyTwoWeights();
    void everyIconRenders();
    void iconsFollowTheTheme();
    void particlesFollowTheLastSyllable();
    void numbersAndDates();
    void translationsAreComplete();
    void markdownSubset();
    void unknownCitationStaysText();
};

void StyleTest::textKeepsItsContrastOnEverySurface_data()
{
    QTest::addColumn<Token>("ink");
    QTest::addColumn<double>("least");
    const QList<std::pair<const char*, Token>> inks {
        { "primary", Token::TextPrimary }, { "secondary", Token::TextSecondary }, { "muted", Token::TextMuted }, { "accent", Token::Accent },
        { "evidence", Token::Evidence }, { "ok", Token::Ok }, { "info", Token::Info }, { "warning", Token::Warning }, { "danger", Token::Danger }
    };
    for (const auto& [name, token] : inks)
        QTest::newRow(name) << token << 4.5;
}

void StyleTest::textKeepsItsContrastOnEverySurface()
{
    QFETCH(Token, ink);
    QFETCH(double, least);
    for (const Appearance a : kAppearances)
        for (const Token surface : { Token::BgRail, Token::BgList, Token::BgCanvas, Token::BgRaised, Token::BgHover, Token::BgSelected }) {
            const double ratio = contrast(color(ink, a), color(surface, a));
            QVERIFY2(ratio >= (isContrast(a) ? 7.0 : least), qPrintable(QString::number(ratio)));
        }
}

void StyleTest::tintsKeepTheirContrast_data()
{
    QTest::addColumn<Token>("ink");
    QTest::addColumn<Token>("ground");
    QTest::newRow("accent") << Token::Accent << Token::AccentTint;
    QTest::newRow("primary on accent tint") << Token::TextPrimary << Token::AccentTint;
    QTest::newRow("evidence") << Token::Evidence << Token::EvidenceTint;
    QTest::newRow("primary on evidence tint") << Token::TextPrimary << Token::EvidenceTint;
    QTest::newRow("secondary on evidence tint") << Token::TextSecondary << Token::EvidenceTint;
    QTest::newRow("ok on evidence tint") << Token::Ok << Token::EvidenceTint;
    QTest::newRow("ok") << Token::Ok << Token::OkTint;
    QTest::newRow("info") << Token::Info << Token::InfoTint;
    QTest::newRow("warning") << Token::Warning << Token::WarningTint;
    QTest::newRow("danger") << Token::Danger << Token::DangerTint;
    QTest::newRow("secondary on danger tint") << Token::TextSecondary << Token::DangerTint;
    QTest::newRow("button") << Token::OnAccent << Token::AccentFill;
    QTest::newRow("button hovered") << Token::OnAccent << Token::AccentHover;
    QTest::newRow("button pressed") << Token::OnAccent << Token::AccentPressed;
    QTest::newRow("danger button") << Token::OnDanger << Token::Danger;
    QTest::newRow("active chip") << Token::OnEvidence << Token::Evidence;
    QTest::newRow("toast") << Token::OnInverse << Token::Inverse;
    QTest::newRow("cover") << Token::CoverText << Token::Cover;
    QTest::newRow("page") << Token::PageInk << Token::Page;
    QTest::newRow("page muted") << Token::PageMuted << Token::Page;
    QTest::newRow("page highlight") << Token::PageInk << Token::PageHighlight;
}

void StyleTest::tintsKeepTheirContrast()
{
    QFETCH(Token, ink);
    QFETCH(Token, ground);
    for (const Appearance a : kAppearances) {
        const double ratio = contrast(color(ink, a), color(ground, a));
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }
}

void StyleTest::edgesKeepTheirContrast()
{
    for (const Appearance a : kAppearances)
        for (const Token edge : { Token::LineControl, Token::EvidenceBar, Token::Focus })
            for (const Token surface : { Token::BgRail, Token::BgList, Token::BgCanvas, Token::BgRaised }) {
                const double ratio = contrast(color(edge, a), color(surface, a));
                QVERIFY2(ratio >= 3.0, qPrintable(QString::number(ratio)));
            }
}

void StyleTest::highContrastIsBlackAndWhite()
{
    Theme::it().choose(ThemeChoice::Light);
    Theme::it().setContrast(true);
    QCOMPARE(color(Token::TextMuted).name(), QStringLiteral("#000000"));
    QCOMPARE(color(Token::BgList).name(), QStringLiteral("#ffffff"));
    QCOMPARE(color(Token::LineSubtle), color(Token::TextPrimary));
    QCOMPARE(color(Token::EvidenceTint), color(Token::BgRaised));
    QCOMPARE(focusWidth(), 3);
    QCOMPARE(QApplication::palette().color(QPalette::Window).name(), QStringLiteral("#ffffff"));
    Theme::it().choose(ThemeChoice::Dark);
    QCOMPARE(color(Token::TextMuted).name(), QStringLiteral("#ffffff"));
    QCOMPARE(color(Token::BgList).name(), QStringLiteral("#000000"));
    Theme::it().setContrast(false);
    Theme::it().choose(ThemeChoice::Light);
    QCOMPARE(focusWidth(), 2);
}

void StyleTest::reducedMotionMovesNothing()
{
    QVERIFY(Theme::it().motionMs() <= 120);
    Theme::it().setMotion(MotionChoice::Reduced);
    QCOMPARE(Theme::it().motionMs(), 0);
    QCOMPARE(QApplication::cursorFlashTime(), 0);
    Theme::it().setMotion(MotionChoice::System);
    QCOMPARE(Theme::it().motionMs() == 0, !QApplication::isEffectEnabled(Qt::UI_General));
}

void StyleTest::coloursAreNamedInOnePlaceOnly()
{
    const QRegularExpression hex(QStringLiteral("#[0-9A-Fa-f]{6}\\b|0x[0-9A-Fa-f]{6}\\b|Qt::(red|blue|green|gray|black|white)\\b"));
    QDirIterator files(QString::fromStdString(sillok::test::sourcePath("/ui")), { QStringLiteral("*.cpp"), QStringLiteral("*.h") }, QDir::Files, QDirIterator::Subdirectories);
    int seen = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        ++seen;
        if (file.fileName().endsWith(QStringLiteral("style/tokens.cpp")))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpressionMatch match = hex.match(text);
        QVERIFY2(!match.hasMatch(), qPrintable(file.fileName() + u' ' + match.captured()));
    }
    QVERIFY(seen > 60);
}

void StyleTest::facesAreInstalled()
{
    for (int t = 0; t < static_cast<int>(Type::Count); ++t) {
        const QFont wanted = font(static_cast<Type>(t));
        QCOMPARE(QFontInfo(wanted).family(), wanted.families().first());
        QVERIFY(lineHeight(static_cast<Type>(t)) > wanted.pixelSize());
    }
}

void StyleTest::onlyTwoWeights()
{
    for (int t = 0; t < static_cast<int>(Type::Count); ++t) {
        const int weight = font(static_cast<Type>(t)).weight();
        QVERIFY(weight == QFont::Normal || weight == QFont::Bold);
        QVERIFY(!font(static_cast<Type>(t)).italic());
    }
}

void StyleTest::everyIconRenders()
{
    const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
    QCOMPARE(names.size(), 70);
    for (const QString& name : names) {
        QImage picture(24, 24, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paintIcon(painter, QString(name).chopped(4), QRectF(0, 0, 24, 24), color(Token::TextPrimary));
        painter.end();
        bool inked = false;
        for (int y = 0; y < 24; ++y)
            for (int x = 0; x < 24; ++x)
                inked = inked || qAlpha(picture.pixel(x, y)) > 100;
        QVERIFY2(inked, qPrintable(name));
    }
}

void StyleTest::iconsFollowTheTheme()
{
    const QIcon seal = icon(QStringLiteral("stop"), Token::TextPrimary);
    const auto centre = [&] { return seal.pixmap(24, 24).toImage().pixelColor(12, 12); };
    Theme::it().choose(ThemeChoice::Light);
    QCOMPARE(centre(), color(Token::TextPrimary, Appearance::Light));
    Theme::it().choose(ThemeChoice::Dark);
    QCOMPARE(centre(), color(Token::TextPrimary, Appearance::Dark));
    Theme::it().choose(ThemeChoice::Light);
}

void StyleTest::particlesFollowTheLastSyllable()
{
    Language::it().choose(LanguageChoice::Korean);
    QCOMPARE(withObject(QStringLiteral("모델")), QStringLiteral("모델을"));
    QCOMPARE(withObject(QStringLiteral("보고서")), QStringLiteral("보고서를"));
    QCOMPARE(withSubject(QStringLiteral("규정")), QStringLiteral("규정이"));
    QCOMPARE(withSubject(QStringLiteral("안내(2026)")), QStringLiteral("안내(2026)이(가)"));
    QCOMPARE(withSubject(QStringLiteral("「문서」")), QStringLiteral("「문서」가"));
    QCOMPARE(withSubject(QStringLiteral("model.gguf")), QStringLiteral("model.gguf이(가)"));
    Language::it().choose(LanguageChoice::English);
    QCOMPARE(withObject(QStringLiteral("모델")), QStringLiteral("모델"));
}

void StyleTest::numbersAndDates()
{
    Language::it().choose(LanguageChoice::Korean);
    QCOMPARE(countWords(9214), QStringLiteral("9,214"));
    QCOMPARE(sizeWords(412 * 1024), QStringLiteral("412 KB"));
    QCOMPARE(pageWords(7, false), QStringLiteral("7쪽"));
    QCOMPARE(pageWords(7, true), QStringLiteral("7쪽(추정)"));
    QVERIFY(pageWords(0, false).isEmpty());
    QCOMPARE(shortDate(QDateTime(QDate(2026, 11, 23), QTime(14, 32))), QStringLiteral("11. 23."));
    QCOMPARE(dateAndTime(QDateTime(QDate(2026, 11, 23), QTime(14, 32))), QStringLiteral("11월 23일 14:32"));
    QCOMPARE(timeLeft(47), QStringLiteral("약 50초 남음"));
    QVERIFY(timeLeft(-1).isEmpty());
    Language::it().choose(LanguageChoice::English);
    QCOMPARE(timeLeft(200), QStringLiteral("about 3 minutes left"));
    QCOMPARE(pageWords(7, false), QStringLiteral("p. 7"));
}

void StyleTest::translationsAreComplete()
{
    for (const char* language : { "ko", "en" }) {
        QFile file(QString::fromStdString(sillok::test::sourcePath("/resources/translations/sillok_%1.ts")).arg(QString::fromLatin1(language)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        int messages = 0;
        int unfinished = 0;
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            if (xml.name() != QLatin1String("translation"))
                continue;
            ++messages;
            if (xml.attributes().hasAttribute(QStringLiteral("type"))) {
                ++unfinished;
                qWarning() << "unfinished:" << source;
            }
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            QVERIFY2(!text.isEmpty(), qPrintable(source));
            for (const QString& place : { QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%3"), QStringLiteral("%4") })
                QCOMPARE(text.contains(place), source.contains(place));
        }
        QVERIFY(!xml.hasError());
        QCOMPARE(unfinished, 0);
        QVERIFY(messages > (language[0] == 'k' ? 300 : 20));
    }
}

void StyleTest::markdownSubset()
{
    TextBlock block;
    writeMarkdown(block,
                  QStringLiteral("# Title\n\nSome **bold** and `code`.[1]\n\n- one\n- two\n\n1. first\n2. second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
                                 "[site](http://a/d) ![chart](http://a/c.png)"),
                  { 1 }, false);
    block.setWidth(600);
    const QString plain = block.document().toPlainText();
    QVERIFY(plain.contains(QStringLiteral("Title")));
    QVERIFY(!plain.contains(QStringLiteral("**")));
    QVERIFY(!plain.contains(u'`'));
    QVERIFY(plain.contains(QStringLiteral("site (http://a/d)")));
    QVERIFY(plain.contains(QStringLiteral("chart")));
    QVERIFY(!plain.contains(QStringLiteral("c.png")));
    QCOMPARE(block.chips().size(), 1);
    int tables = 0;
    for (QTextFrame* frame : block.document().rootFrame()->childFrames())
        tables += qobject_cast<QTextTable*>(frame) ? 1 : 0;
    QCOMPARE(tables, 1);
    for (const QTextFormat& format : block.document().allFormats())
        QVERIFY(!format.isImageFormat());
}

void StyleTest::unknownCitationStaysText()
{
    TextBlock block;
    writeMarkdown(block, QStringLiteral("a [1] and [9]"), { 1 }, false);
    QCOMPARE(block.chips().size(), 1);
    QVERIFY(block.document().toPlainText().contains(QStringLiteral("[9]")));
}

QTEST_MAIN(StyleTest)
#include "style_test.moc"
