// package_words_test.cpp - Whatever rule is broken, a person reads why, in Korean and in English.
#include "app/cli/audit_words.h"
#include "app/services/package_words.h"
#include "storage/signing/fault.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace sillok;
using namespace sillok::app;

class PackageWordsTest : public QObject {
    Q_OBJECT
private slots:
    void everyFaultHasWordsOfItsOwn();
    void everyFaultOfALogHasWordsToo();
    void noFaultHasNone();
};

namespace {

/// From here on they say what is wrong inside an audit log, and where: half sentences beside the place.
constexpr auto kFirstOfALog = static_cast<uint16_t>(storage::Fault::LogMissing);

/// All of the range that have a name. The numbers are spread below a thousand.
QList<uint16_t> namedFaults(uint16_t first, uint16_t end)
{
    QList<uint16_t> all;
    for (uint16_t number = first; number < end; ++number) {
        if (qstrcmp(storage::faultName(static_cast<storage::Fault>(number)), storage::faultName(storage::Fault::None)) != 0)
            all.append(number);
    }
    return all;
}

} // namespace

void PackageWordsTest::everyFaultHasWordsOfItsOwn()
{
    static const QRegularExpression hangul(QStringLiteral("[가-힣]"));
    QSet<QString> korean, english, names;
    const QList<uint16_t> all = namedFaults(1, kFirstOfALog);
    for (const uint16_t number : all) {
        const char* const name = storage::faultName(static_cast<storage::Fault>(number));
        const FaultWords* const words = faultWords(number);
        QVERIFY2(words, name);
        const QString ko = QString::fromUtf8(words->ko), en = QString::fromUtf8(words->en);
        QVERIFY2(ko.contains(hangul) && !en.contains(hangul), name);
        // What happened, what is safe, what to do: three sentences, or two of which one says two of these.
        QVERIFY2(ko.count(QStringLiteral("다.")) + ko.count(QStringLiteral("요.")) >= 3, name);
        QVERIFY2(en.count(QRegularExpression(QStringLiteral("\\.( |$)"))) >= 2, name);
        QVERIFY2(!korean.contains(ko) && !english.contains(en) && !names.contains(QLatin1String(name)), name);
        korean.insert(ko);
        english.insert(en);
        names.insert(QLatin1String(name));
    }
    QVERIFY(all.size() > 50);
}

void PackageWordsTest::everyFaultOfALogHasWordsToo()
{
    cli::Context context;
    QSet<QByteArray> words;
    const QList<uint16_t> all = namedFaults(kFirstOfALog, 1000);
    for (const uint16_t number : all) {
        for (const bool korean : { true, false }) {
            context.korean = korean;
            words.insert(cli::auditFaultWords(context, static_cast<storage::Fault>(number)));
        }
    }
    QCOMPARE(words.size(), 2 * all.size());  // each has its own
    QVERIFY(all.size() >= 20 && !words.contains(""));
}

void PackageWordsTest::noFaultHasNone()
{
    QVERIFY(!faultWords(0));
    QVERIFY(!faultWords(999));
    QVERIFY(!faultWords(UINT16_MAX));
}

QTEST_GUILESS_MAIN(PackageWordsTest)
#include "package_words_test.moc"
