// vector_figures_test.cpp - How long a search by meaning takes: the index alone, and the whole way through an encrypted vault.
//
// SILLOK_BENCH_PASSAGES: size of the vault; without it small ones only, so that the test is quick. Figures of larger ones: results/vectors.md.
#include "app/services/passage_embedding.h"
#include "app/services/passage_search.h"
#include "engine/retrieval/byte_vector.h"
#include "engine/retrieval/terms.h"
#include "storage/db/migrate.h"
#include "storage/repositories/collection_repository.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <random>

using namespace sillok;
using namespace sillok::app;

namespace {

constexpr size_t kWidth = 1024;

struct Times {
    std::vector<double> ms;
    double share(double part)
    {
        std::ranges::sort(ms);
        return ms.empty() ? 0 : ms[static_cast<size_t>(part * static_cast<double>(ms.size() - 1))];
    }
};

/// Time that this thread has computed: what it waited while other programs had the processor does not count.
double ownMs()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class Noise {
public:
    std::vector<float> vector(size_t width)
    {
        std::vector<float> out(width);
        double squares = 0;
        for (float& value : out) {
            value = m_normal(m_engine);
            squares += double(value) * double(value);
        }
        for (float& value : out)
            value = static_cast<float>(double(value) / std::sqrt(squares));
        return out;
    }

private:
    std::mt19937 m_engine { 7 };
    std::normal_distribution<float> m_normal;
};

int wantedPassages() { return qEnvironmentVariableIntValue("SILLOK_BENCH_PASSAGES"); }

QString law(const char* part) { return qEnvironmentVariable("SILLOK_SHARED") + "/data/retrieval-ko-dev/law." + part + ".jsonl"; }

std::vector<std::string> fieldOf(const QString& path, const char* field)
{
    std::vector<std::string> values;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return values;
    while (!file.atEnd()) {
        const auto line = nlohmann::json::parse(file.readLine().toStdString(), nullptr, false);
        if (line.contains(field))
            values.push_back(line[field].get<std::string>());
    }
    return values;
}

/// Real texts of law, as often as it takes; each passage is its own.
Result<void> fill(storage::Database& database, int passages, const std::vector<std::string>& texts)
{
    SILLOK_TRY(const storage::CollectionId collection, storage::CollectionRepository(database).create("법", 0));
    storage::DocumentRepository documents(database);
    constexpr int kInOne = 50;
    for (int first = 0; first < passages; first += kInOne) {
        storage::NewDocument document;
        document.collection = collection;
        document.name = document.title = "법령 " + std::to_string(first);
        int64_t at = 0;
        for (int i = first; i < std::min(first + kInOne, passages); ++i) {
            const std::string text = QString::fromStdString(texts[static_cast<size_t>(i) % texts.size()]).left(600).toStdString() + " " + std::to_string(i);
            const auto size = static_cast<int64_t>(QString::fromStdString(text).toUcs4().size());
            document.plainText += text;
            document.passages.push_back({ "제" + std::to_string(i) + "조", "", 1, at, at + size, text });
            at += size;
        }
        SILLOK_TRY(const storage::DocumentId id, documents.add(document, 0));
        static_cast<void>(id);
    }
    return {};
}

/// Vectors of noise: an index does not care what they mean.
class NoiseModel : public TextEmbedder {
public:
    Result<storage::EmbeddingModel> identity(std::stop_token) override { return storage::EmbeddingModel { "noise", {}, 1, kWidth }; }
    Result<std::vector<std::vector<float>>> vectors(std::span<const std::string> texts, protocol::TextKind, std::stop_token) override
    {
        std::vector<std::vector<float>> made;
        for (size_t i = 0; i < texts.size(); ++i)
            made.push_back(m_noise.vector(kWidth));
        return made;
    }

private:
    Noise m_noise;
};

} // namespace

class VectorFiguresTest : public QObject {
    Q_OBJECT
private slots:
    void theIndexAlone_data();
    void theIndexAlone();
    void theWholeWay();
};

void VectorFiguresTest::theIndexAlone_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("mostMs");
    QTest::newRow("10,000 x 1024") << 10'000 << 1024 << 30.0;
    if (wantedPassages() >= 300'000) {
        QTest::newRow("300,000 x 384") << 300'000 << 384 << 150.0;
        QTest::newRow("300,000 x 1024") << 300'000 << 1024 << 150.0;
    }
}

void VectorFiguresTest::theIndexAlone()
{
    QFETCH(int, count);
    QFETCH(int, width);
    QFETCH(double, mostMs);
    std::mt19937 engine(3);
    for (const char* const* name = kernels::cpuTableNames(); *name; ++name) {
        const kernels::CpuTable* table = kernels::chooseCpuTable(*name).table;
        if (!table)
            continue;
        retrieval::VectorIndex index(static_cast<size_t>(width), *table);
        std::vector<int8_t> bytes(static_cast<size_t>(width));
        for (int i = 0; i < count; ++i) {
            for (size_t c = 0; c + 4 <= bytes.size(); c += 4) {
                const uint32_t four = engine();
                std::memcpy(&bytes[c], &four, sizeof four);
            }
            index.add({ i, 0, 0 }, 0.01f, bytes);
        }
        Noise noise;
        Times times, own;
        for (int q = 0; q < 50; ++q) {
            const std::vector<float> question = noise.vector(static_cast<size_t>(width));
            QElapsedTimer timer;
            timer.start();
            const double before = ownMs();
            const auto found = index.nearest(question, kNearPassages * retrieval::kLookedAtAgain);
            own.ms.push_back(ownMs() - before);
            times.ms.push_back(double(timer.nsecsElapsed()) / 1e6);
            QCOMPARE(found.size(), kNearPassages * retrieval::kLookedAtAgain);
        }
        const double p50 = times.share(0.5), p95 = times.share(0.95);
        const double ownP50 = own.share(0.5);
        qInfo("%-12s %d x %d: p50 %.2f ms, p95 %.2f ms; without waiting for others %.2f ms, %.1f GB/s", *name, count, width, p50, p95, ownP50,
            double(count) * width / ownP50 / 1e6);
        if (QByteArray(*name) != "scalar")
            QVERIFY(ownP50 < mostMs);
    }
}

void VectorFiguresTest::theWholeWay()
{
    const std::vector<std::string> texts = fieldOf(law("corpus"), "text"), questions = fieldOf(law("queries"), "question");
    if (texts.empty() || questions.empty())
        QSKIP("the development sets are not here");
    const int passages = std::max(wantedPassages(), 2000);
    QTemporaryDir folder;
    const std::string path = folder.filePath("bench.db").toStdString();
    auto opened = storage::Database::open(path, storage::Secret::random(32).value(), retrieval::splitTerms<storage::TermPlace>);
    QVERIFY(opened.ok());
    storage::Database database = std::move(opened).value();
    QVERIFY(storage::migrate(database).ok());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(fill(database, passages, texts).ok());
    QVERIFY(storage::PassageRepository(database).optimize().ok());
    qInfo("%d passages indexed by words in %.1f s", passages, double(timer.restart()) / 1000);
    QVERIFY(database.foldLog().ok());
    const qint64 wordBytes = QFileInfo(QString::fromStdString(path)).size();
    storage::VectorRepository repository(database);
    NoiseModel model;
    const EmbeddingSteps steps { [&](const std::function<Result<void>(storage::VectorRepository&)>& work) { return work(repository); }, {}, {} };
    timer.restart();
    QVERIFY(embedPassages(model, 0, steps, {}).ok());
    const double seconds = double(timer.elapsed()) / 1000;
    QVERIFY(database.foldLog().ok());
    const double bytes = double(QFileInfo(QString::fromStdString(path)).size() - wordBytes) / passages;
    qInfo("vectors of %zu numbers stored: %.0f passages/s, %.0f bytes each in the file", kWidth, passages / seconds, bytes);
    QVERIFY(bytes < 3.0 * kWidth);

    PassageVectors vectors(repository);
    storage::PassageRepository words(database);
    Noise noise;
    const QuestionVector first { model.identity({}).value(), noise.vector(kWidth) };
    timer.restart();
    QVERIFY(vectors.nearest(first, {}, {}, kNearPassages).ok());
    qInfo("first search, everything read into memory: %.2f s", double(timer.elapsed()) / 1000);
    Times meaning, all, own;
    for (const std::string& text : questions) {
        const QuestionVector question { first.model, noise.vector(kWidth) };
        timer.restart();
        const double before = ownMs();
        const auto near = vectors.nearest(question, {}, {}, kNearPassages);
        const double nearMs = double(timer.nsecsElapsed()) / 1e6;
        QVERIFY(near.ok());
        QVERIFY(searchPassages(words, { {}, text, 50 }, *near).ok());
        meaning.ms.push_back(nearMs);
        all.ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        own.ms.push_back(ownMs() - before);
    }
    qInfo("%d passages: by meaning p50 %.1f ms, p95 %.1f ms; words and meaning p50 %.1f ms, p95 %.1f ms, without waiting for others p50 %.1f, p95 %.1f",
        passages, meaning.share(0.5), meaning.share(0.95), all.share(0.5), all.share(0.95), own.share(0.5), own.share(0.95));
}

QTEST_GUILESS_MAIN(VectorFiguresTest)
#include "vector_figures_test.moc"
