// model_write_test.cpp - sillokctl model convert and quantize as scripts see them: exit codes, nothing overwritten, nothing half written.
#include "tests/convert/golden_folder.h"
#include "tests/engine/gguf_writer.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

namespace {

using namespace sillok::test;

enum ExitCode { Done = 0, Failed = 1, Usage = 2, Refused = 3 };

const QString kProgram = QString::fromStdString(sillok::test::programPath("/sillokctl"));

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Run ctl(const QStringList& arguments)
{
    QProcess process;
    process.start(kProgram, arguments);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError() };
}

/// A folder to convert and a file to quantize, and a place for what becomes of them.
class Place {
public:
    Place()
    {
        const std::string models = qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/golden-logits/models/";
        const auto golden = openGolden(models + "llama-gqa-F32.gguf");
        m_ready = golden.ok() && writeModelFolder(cells().front(), *golden, folder().toStdString()).ok();
        m_file = QString::fromStdString(models + "llama-gqa-F32.gguf");
    }
    bool ready() const { return m_ready; }
    QString at(const char* name) const { return m_place.filePath(QLatin1String(name)); }
    QString folder() const { return at("model"); }
    const QString& file() const { return m_file; }
    void change(const char* name, const QByteArray& from, const QByteArray& to) const
    {
        QFile file(folder() + QLatin1Char('/') + QLatin1String(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        file.close();
        QVERIFY(bytes.contains(from));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes.replace(from, to));
    }
    /// Everything in the place but the folder that it came with.
    QStringList results() const { return QDir(m_place.path()).entryList({}, QDir::Files | QDir::Hidden); }

private:
    QTemporaryDir m_place;
    QString m_file;
    bool m_ready = false;
};

/// One matrix of 128 MiB: seconds of work on one thread.
QByteArray longWork()
{
    constexpr uint64_t kCols = 4096, kRows = 8192;
    std::string data(kCols * kRows * sizeof(float), '\0');
    uint32_t state = 1;
    for (size_t at = 0; at < data.size(); at += sizeof(float)) {
        state = state * 1664525u + 1013904223u;
        const float value = static_cast<float>(state >> 8) * 0x1p-24f - 0.5f;
        std::memcpy(data.data() + at, &value, sizeof value);
    }
    GgufWriter writer;
    writer.text("general.architecture", "llama").u32("llama.block_count", 1);
    const std::string bytes = writer.tensor("blk.0.ffn_up.weight", { kCols, kRows }, 0, data).bytes();
    return { bytes.data(), static_cast<qsizetype>(bytes.size()) };
}

} // namespace

class ModelWriteTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void wrongUseIsCodeTwo_data();
    void wrongUseIsCodeTwo();
    void aFolderBecomesAModelThatRuns();
    void aModelGetsFewerBits();
    void whatIsNotThereIsCodeOne();
    void nothingIsOverwritten();
    void whatCannotBeConvertedIsCodeThree_data();
    void whatCannotBeConvertedIsCodeThree();
    void hostileFilesAreNotQuantized();
    void anInterruptedCommandLeavesNothing();
};

void ModelWriteTest::initTestCase()
{
    if (!Place().ready())
        QSKIP("no shared fixtures: nothing was converted");
}

void ModelWriteTest::wrongUseIsCodeTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QStringList convert { QStringLiteral("model"), QStringLiteral("convert") },
        quantize { QStringLiteral("model"), QStringLiteral("quantize") };
    const QString type = QStringLiteral("--type"), unknown = QStringLiteral("Q9_Z"), none = QStringLiteral("/nowhere/at/all");
    QTest::newRow("convert nothing") << convert;
    QTest::newRow("convert to nowhere") << convert + QStringList { none };
    QTest::newRow("convert to an unknown type") << convert + QStringList { none, none, type, unknown };
    QTest::newRow("convert a file") << convert + QStringList { Place().file(), none };
    QTest::newRow("quantize nothing") << quantize;
    QTest::newRow("quantize to an unknown type") << quantize + QStringList { none, none, type, unknown };
    QTest::newRow("quantize on no number of threads")
        << quantize + QStringList { none, none, QStringLiteral("--threads"), QStringLiteral("many") };
    QTest::newRow("a flag of the other") << convert + QStringList { none, none, QStringLiteral("--allow-requantize") };
}

void ModelWriteTest::wrongUseIsCodeTwo()
{
    QFETCH(QStringList, arguments);
    const Run run = ctl(arguments);
    QCOMPARE(run.code, Usage);
    QVERIFY(!run.err.isEmpty() || !run.out.isEmpty());
}

void ModelWriteTest::aFolderBecomesAModelThatRuns()
{
    const Place place;
    const QString out = place.at("out.gguf");
    const Run run = ctl({ "model", "convert", place.folder(), out, "--type", "F16", "--threads", "2" });
    QVERIFY2(run.code == Done, run.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(ctl({ "model", "inspect", "--json", out }).out).object();
    QCOMPARE(report[QStringLiteral("architecture")].toString(), QStringLiteral("llama"));
    QVERIFY(report[QStringLiteral("runnable")].toBool());
    QCOMPARE(place.results(), QStringList { QStringLiteral("out.gguf") });
}

void ModelWriteTest::aModelGetsFewerBits()
{
    const Place place;
    const QString few = place.at("few.gguf"), fewer = place.at("fewer.gguf");
    QCOMPARE(ctl({ "model", "quantize", place.file(), few, "--type", "Q4_0" }).code, Done);
    QVERIFY(QFileInfo(few).size() < QFileInfo(place.file()).size() / 2);
    const Run refused = ctl({ "model", "quantize", few, fewer, "--type", "Q8_0" });
    QCOMPARE(refused.code, Refused);
    QVERIFY(!refused.err.isEmpty());
    QVERIFY(!QFile::exists(fewer));
    QCOMPARE(ctl({ "model", "quantize", few, fewer, "--type", "Q8_0", "--allow-requantize" }).code, Done);
    QVERIFY(QJsonDocument::fromJson(ctl({ "model", "inspect", "--json", fewer }).out)[QStringLiteral("runnable")].toBool());
}

void ModelWriteTest::whatIsNotThereIsCodeOne()
{
    const Place place;
    QCOMPARE(ctl({ "model", "convert", place.at("none"), place.at("out.gguf") }).code, Failed);
    QCOMPARE(ctl({ "model", "quantize", place.at("none"), place.at("out.gguf") }).code, Failed);
    QCOMPARE(ctl({ "model", "quantize", place.file(), place.at("none/out.gguf") }).code, Failed);
    QVERIFY(QFile::remove(place.folder() + QStringLiteral("/config.json")));
    const Run run = ctl({ "model", "convert", place.folder(), place.at("out.gguf") });
    QCOMPARE(run.code, Failed);
    QVERIFY2(run.err.contains("config.json"), run.err.constData());
    QVERIFY(place.results().isEmpty());
}

void ModelWriteTest::nothingIsOverwritten()
{
    const Place place;
    QFile there(place.at("out.gguf"));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("mine");
    there.close();
    QCOMPARE(ctl({ "model", "convert", place.folder(), there.fileName() }).code, Failed);
    QCOMPARE(ctl({ "model", "quantize", place.file(), there.fileName() }).code, Failed);
    QVERIFY(QFile::link(place.at("elsewhere"), place.at("link.gguf"))); // a link to nothing is a name that is taken
    QCOMPARE(ctl({ "model", "quantize", place.file(), place.at("link.gguf") }).code, Failed);
    QVERIFY(!QFile::exists(place.at("elsewhere")));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), QByteArray("mine"));
    QCOMPARE(place.results().size(), 1);
}

void ModelWriteTest::whatCannotBeConvertedIsCodeThree_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("class") << QByteArray("config.json") << QByteArray("LlamaForCausalLM") << QByteArray("MambaForCausalLM")
                           << QByteArray("MambaForCausalLM");
    QTest::newRow("split rule") << QByteArray("tokenizer.json") << QByteArray("{1,3}") << QByteArray("{1,7}") << QByteArray("{1,7}");
    QTest::newRow("tensors left over") << QByteArray("config.json") << QByteArray("\"num_hidden_layers\":2")
                                       << QByteArray("\"num_hidden_layers\":1") << QByteArray("model.layers.1.");
    QTest::newRow("broken JSON") << QByteArray("config.json") << QByteArray("{") << QByteArray("[") << QByteArray("config.json");
}

void ModelWriteTest::whatCannotBeConvertedIsCodeThree()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, named);
    const Place place;
    place.change(file.constData(), from, to);
    const Run run = ctl({ "model", "convert", place.folder(), place.at("out.gguf"), "--type", "F32" });
    QVERIFY2(run.code == Refused, run.err.constData());
    QVERIFY2(run.err.contains(named), run.err.constData());
    QVERIFY(place.results().isEmpty());
}

void ModelWriteTest::hostileFilesAreNotQuantized()
{
    const Place place;
    const QString folder = qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/malformed/");
    QFile manifest(folder + QStringLiteral("MANIFEST.tsv"));
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    int seen = 0;
    while (!manifest.atEnd()) {
        const QList<QByteArray> row = manifest.readLine().trimmed().split('\t');
        if (row.size() < 5 || !row[0].startsWith("gguf-"))
            continue;
        const Run run = ctl({ "model", "quantize", folder + QString::fromUtf8(row[0]), place.at("out.gguf"), "--type", "Q8_0" });
        QVERIFY2(run.code >= Done && run.code <= Refused, row[0].constData());
        QVERIFY2(run.code == Done || place.results().isEmpty(), row[0].constData());
        QFile::remove(place.at("out.gguf"));
        ++seen;
    }
    qInfo("%d malformed model files", seen);
    QVERIFY(seen >= 60);
}

void ModelWriteTest::anInterruptedCommandLeavesNothing()
{
    const QTemporaryDir place;
    QFile in(place.filePath(QStringLiteral("in.gguf")));
    QVERIFY(in.open(QIODevice::WriteOnly));
    const QByteArray bytes = longWork();
    QCOMPARE(in.write(bytes), bytes.size());
    in.close();
    const auto files = [&] { return QDir(place.path()).entryList({}, QDir::Files | QDir::Hidden); };
    for (const int number : { SIGINT, SIGTERM }) {
        QProcess process;
        process.start(kProgram,
            { "model", "quantize", in.fileName(), place.filePath(QStringLiteral("out.gguf")), "--type", "Q4_K_M", "--threads", "1" });
        QVERIFY(process.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(files().size(), 2, 30'000); // it writes beside OUT
        QVERIFY(!QFile::exists(place.filePath(QStringLiteral("out.gguf"))));
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), number), 0);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), static_cast<int>(Failed));
        QCOMPARE(files(), QStringList { QStringLiteral("in.gguf") });
    }
}

QTEST_GUILESS_MAIN(ModelWriteTest)
#include "model_write_test.moc"
