#include "tests/privacy/generated_identifiers.h"

#include "engine/privacy/identifiers.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>

using namespace sillok;
using namespace sillok::privacy;

namespace {

constexpr int kItems = 120'000;
constexpr std::array<const char*, kIdentifierKinds> kNames { "resident", "alien", "passport", "licence", "business", "corporation", "phone", "card", "account" };

struct Counts {
    int there = 0, found = 0, wrong = 0;
};

bool covers(const FoundIdentifier& found, const test::GeneratedItem& item)
{
    return static_cast<int>(found.kind) == item.kind && found.start <= item.start + 1 && found.end >= item.end; // a bracket may stand before
}

} // namespace

class IdentifierFiguresTest : public QObject {
    Q_OBJECT
private slots:
    void recallAndPrecisionReachTheirBars();
    void speedIsReported();
};

void IdentifierFiguresTest::recallAndPrecisionReachTheirBars()
{
    test::IdentifierGenerator generator(2026);
    std::array<Counts, kIdentifierKinds> counts {};
    Counts all;
    QStringList missed, wrong;
    for (int i = 0; i < kItems; ++i) {
        const test::GeneratedItem item = generator.next();
        const std::vector<FoundIdentifier> found = findIdentifiers(item.text);
        if (item.kind >= 0) {
            Counts& kind = counts[static_cast<size_t>(item.kind)];
            ++kind.there;
            const bool hit = std::ranges::any_of(found, [&](const FoundIdentifier& one) { return covers(one, item); });
            kind.found += hit ? 1 : 0;
            if (!hit && missed.size() < 30)
                missed << QString::fromStdString(item.text);
        }
        for (const FoundIdentifier& one : found) {
            if (item.kind >= 0 && covers(one, item))
                continue;
            ++counts[static_cast<size_t>(one.kind)].wrong;
            if (wrong.size() < 20)
                wrong << QString("%1: %2").arg(kNames[static_cast<size_t>(one.kind)], QString::fromStdString(item.text));
        }
    }
    for (size_t kind = 0; kind < counts.size(); ++kind) {
        const Counts& c = counts[kind];
        qInfo("%-11s recall %.4f (%d of %d), precision %.4f (%d wrong)", kNames[kind], c.found / double(c.there), c.found, c.there,
            c.found / double(c.found + c.wrong), c.wrong);
        all.there += c.there;
        all.found += c.found;
        all.wrong += c.wrong;
    }
    const double recall = all.found / double(all.there), precision = all.found / double(all.found + all.wrong);
    qInfo("all         recall %.4f, precision %.4f over %d items", recall, precision, kItems);
    for (const QString& text : missed)
        qInfo("missed: %s", qPrintable(text));
    for (const QString& text : wrong)
        qInfo("wrong: %s", qPrintable(text));
    QVERIFY(recall >= 0.995);
    QVERIFY(precision >= 0.98);
}

void IdentifierFiguresTest::speedIsReported()
{
    test::IdentifierGenerator generator(7);
    std::string text;
    for (int line = 0; text.size() < (16u << 20); ++line)
        text += "공무원은 직무를 수행할 때 법령을 준수하며 성실히 직무를 수행하여야 한다. 다만, 대통령령으로 정하는 경우에는 그러하지 아니하다. "
            + (line % 20 ? std::string() : generator.next().text) + "\n";
    QElapsedTimer timer;
    timer.start();
    const size_t found = findIdentifiers(text).size();
    qInfo("%.0f MB/s on one core, %zu found", static_cast<double>(text.size()) / 1e3 / static_cast<double>(std::max<qint64>(timer.elapsed(), 1)), found);
    QVERIFY(found > 0);
}

QTEST_GUILESS_MAIN(IdentifierFiguresTest)
#include "identifier_figures_test.moc"
