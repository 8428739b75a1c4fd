// Pages in light and dark, Korean and English, in several sizes. SILLOK_SCREENS=<folder> keeps them as pictures. What was looked at is kept small in
// tests/data/screens, a sheet for each page; SILLOK_WRITE_SCREENS writes them anew, for who has looked at all of them.
#include "tests/screens/pages.h"
#include "tests/screens/reference.h"
#include "tests/support/paths.h"
#include "ui/run_window.h"

#include <QAbstractButton>
#include <QDir>
#include <QPainter>
#include <QtTest>

using namespace sillok;
using namespace sillok::ui;
using test::PageLook;
using test::PageShown;

Q_DECLARE_METATYPE(test::PageLook)

namespace {

constexpr QSize kHalf(720, 450);   ///< of 1440 x 900 at 200 %

struct Tile {
    QString name;
    PageLook look;
    int pixels = 1;
};

/// In the order in which they stand in a page's sheet, four beside each other.
QList<Tile> tiles()
{
    QList<Tile> all;
    for (const int pixels : { 1, 2 })
        for (const bool korean : { true, false })
            for (const bool dark : { false, true })
                all.append({ QStringLiteral("%1-%2-%3").arg(korean ? QStringLiteral("ko") : QStringLiteral("en"), dark ? QStringLiteral("dark") : QStringLiteral("light")).arg(pixels * 100),
                    { dark, korean, pixels == 1 ? QSize(1440, 900) : kHalf }, pixels });
    return all;
}

QString sheetOf(const QString& page) { return QString::fromStdString(test::sourcePath("/tests/data/screens/")) + page + QStringLiteral(".png"); }

void keep(const QImage& picture, const QString& name)
{
    const QByteArray folder = qgetenv("SILLOK_SCREENS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(QDir(QString::fromLocal8Bit(folder)).filePath(name + QStringLiteral(".png"))));
}

} // namespace

class ScreensTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyPageLooksAsItWasReviewed_data();
    void everyPageLooksAsItWasReviewed();
    void whatIsMissingOrMovedIsSeen();
    void everyPageFits_data();
    void everyPageFits();

private:
    bool m_sameFonts = false;
};

void ScreensTest::initTestCase()
{
    QGuiApplication::setDesktopFileName({});
    QApplication::setCursorFlashTime(0);
    prepareUi();
    QFile sign(QString::fromStdString(test::sourcePath("/tests/data/screens/fonts.txt")));
    if (qEnvironmentVariableIsSet("SILLOK_WRITE_SCREENS")) {
        QVERIFY(sign.open(QIODevice::WriteOnly));
        sign.write(test::signOfFonts() + '\n');
        m_sameFonts = true;
    } else if (sign.open(QIODevice::ReadOnly)) {
        m_sameFonts = sign.readAll().trimmed() == test::signOfFonts();
    }
}

void ScreensTest::everyPageLooksAsItWasReviewed_data()
{
    QTest::addColumn<QString>("page");
    for (const QString& page : test::pages())
        if (page != QLatin1String("recovery-key")) // which groups it asks for is drawn by lot
            QTest::newRow(qPrintable(page)) << page;
}

void ScreensTest::everyPageLooksAsItWasReviewed()
{
    QFETCH(QString, page);
    if (!m_sameFonts)
        QSKIP("letters are drawn otherwise here than where the references were made");
    const QImage sheet(sheetOf(page));
    QImage now;
    QStringList other;
    const QList<Tile> all = tiles();
    for (int i = 0; i < all.size(); ++i) {
        PageShown shown(page, all[i].look);
        QVERIFY(shown.exposed());
        const QImage picture = shown.picture(all[i].pixels);
        const QImage small = test::smallOf(picture);
        keep(picture, page + u'-' + all[i].name);
        if (now.isNull()) {
            now = QImage(small.width() * 4, small.height() * 2, QImage::Format_Grayscale8);
            now.fill(Qt::white);
        }
        const QRect place(QPoint(small.width() * (i % 4), small.height() * (i / 4)), small.size());
        QPainter(&now).drawImage(place, small);
        if (const int points = test::pointsThatDiffer(small, sheet.copy(place)); points > test::kPointsAllowed)
            other.append(QStringLiteral("%1 (%2 points)").arg(all[i].name).arg(points));
    }
    if (qEnvironmentVariableIsSet("SILLOK_WRITE_SCREENS")) {
        QVERIFY(now.save(sheetOf(page)));
        return;
    }
    if (!other.isEmpty())
        keep(now, QStringLiteral("differs-") + page);
    QVERIFY2(other.isEmpty(), qPrintable(QStringLiteral("looks otherwise: ") + other.join(QStringLiteral(", "))));
}

/// That the comparison sees what it is for: a control taken away, and one moved by its own gap.
void ScreensTest::whatIsMissingOrMovedIsSeen()
{
    for (const char* name : { "exportChat", "composerAttach", "chatMore" }) {
        PageShown shown(QStringLiteral("chat"), {});
        const QImage whole = test::smallOf(shown.picture());
        auto* control = shown.window().findChild<QAbstractButton*>(QString::fromLatin1(name));
        QVERIFY2(control && control->isVisible(), name);
        QCOMPARE(test::pointsThatDiffer(test::smallOf(shown.picture()), whole), 0);
        control->move(control->pos() + QPoint(-12, 0));
        const int moved = test::pointsThatDiffer(test::smallOf(shown.picture()), whole);
        QVERIFY2(moved > test::kPointsAllowed, qPrintable(QStringLiteral("%1 moved: %2").arg(QString::fromLatin1(name)).arg(moved)));
        control->hide();
        const int missing = test::pointsThatDiffer(test::smallOf(shown.picture()), whole);
        QVERIFY2(missing > test::kPointsAllowed, qPrintable(QStringLiteral("%1 missing: %2").arg(QString::fromLatin1(name)).arg(missing)));
    }
}

void ScreensTest::everyPageFits_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<PageLook>("look");
    const QSize full(1440, 900), small(1024, 700);
    for (const char* page : { "unlock", "chat", "evidence", "documents", "error" })
        QTest::addRow("%s-large", page) << QString::fromLatin1(page) << PageLook { false, true, full, false, 130 };
    for (const bool dark : { false, true })
        for (const char* page : { "unlock", "chat", "evidence-panel", "documents", "settings", "error", "actions", "models" })
            QTest::addRow("%s-%s-contrast", page, dark ? "dark" : "light") << QString::fromLatin1(page) << PageLook { dark, true, full, true };
    for (const QString& page : test::pages())
        QTest::addRow("%s-1024x700", qPrintable(page)) << page << PageLook { false, true, small };
}

void ScreensTest::everyPageFits()
{
    QFETCH(QString, page);
    QFETCH(PageLook, look);
    PageShown shown(page, look);
    QVERIFY(shown.exposed());
    const QImage picture = shown.picture();
    QCOMPARE(picture.size(), look.size);
    keep(picture, QString::fromLatin1(QTest::currentDataTag()));
}

QTEST_MAIN(ScreensTest)
#include "screens_test.moc"
