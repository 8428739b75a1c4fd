// The table of features names tests; a name that is no test, or a row that names none and gives no reason, is found here.
#include "tests/support/paths.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

class FeatureTableTest : public QObject {
    Q_OBJECT
private slots:
    void everyRowNamesATestThatExists();
};

namespace {

QString read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

void FeatureTableTest::everyRowNamesATestThatExists()
{
    QHash<QString, QString> sources;
    for (QDirIterator it(QString::fromStdString(sillok::test::sourcePath("/tests")), { QStringLiteral("*_test.cpp") }, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        it.next();
        sources.insert(it.fileInfo().baseName(), read(it.filePath()));
    }
    static const QRegularExpression name(QStringLiteral("`(\\w+_test)::(\\w+)`"));
    int rows = 0;
    int tests = 0;
    for (const QString& line : read(QString::fromStdString(sillok::test::sourcePath("/resources/docs/features.md"))).split(u'\n')) {
        if (!line.startsWith(u'|') || line.startsWith(QStringLiteral("|---")) || line.startsWith(QStringLiteral("| feature")))
            continue;
        ++rows;
        const QStringList cells = line.split(u'|');
        QCOMPARE(cells.size(), 5);
        auto match = name.globalMatch(cells.at(3));
        QVERIFY2(match.hasNext() || cells.at(2).contains(QStringLiteral("no: ")), qPrintable(line));
        while (match.hasNext()) {
            const QRegularExpressionMatch one = match.next();
            const QString source = sources.value(one.captured(1));
            QVERIFY2(!source.isEmpty(), qPrintable(one.captured(0)));
            QVERIFY2(source.contains(QStringLiteral("void %1();").arg(one.captured(2))), qPrintable(one.captured(0)));
            ++tests;
        }
    }
    qInfo("%d features, %d tests named", rows, tests);
    QVERIFY(rows > 60);
}

QTEST_GUILESS_MAIN(FeatureTableTest)
#include "feature_table_test.moc"
