// Exported files, read back by our own readers and looked at by an independent program.
#include "app/export/save_file.h"
#include "app/export/writers.h"
#include "app/workers/reader_client.h"
#include "engine/base/file.h"
#include "engine/documents/registry.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace sillok;
using namespace sillok::app;

class ExportTest : public QObject {
    Q_OBJECT
private slots:
    void markdownBecomesBlocks();
    void ourReadersReadWhatWasWritten_data();
    void ourReadersReadWhatWasWritten();
    void anIndependentProgramAgrees_data();
    void anIndependentProgramAgrees();
    void sourcesNoticeLabelAndMarksAreThere();
    void everyPaperHasItsParts_data();
    void everyPaperHasItsParts();
    void nothingThatATextNamesIsLoaded();
    void aFileIsWholePrivateAndNeverOverwritten();
    void aFailureLeavesNothing();

private:
    std::string write(const std::string& bytes, const char* extension);

    QTemporaryDir m_folder;
};

namespace {

storage::StoredMessage answer()
{
    storage::StoredMessage message;
    message.role = storage::Role::Assistant;
    message.mode = storage::AnswerMode::Generated;
    message.modelName = "시험 모델";
    message.text = "## 공용차 사용\n\n공용차를 휴일에 쓰려면 부서장의 승인을 받습니다 [1].\n- 사고는 48시간 안에 알립니다 [1]\n\n| 과 | 금액 |\n|---|---|\n| 총무 & 재무 | <3> |\n";
    storage::StoredCitation citation;
    citation.number = 1;
    citation.documentName = "차량 규정.hwpx";
    citation.headingPath = "제3장 > 제12조";
    citation.page = 7;
    citation.passageText = "공용차를 휴일에 쓰려면 부서장의 승인을 받아야 한다. 사고가 나면 24시간 이내에 알린다.";
    citation.quote = "공용차를 휴일에 쓰려면 부서장의 승인을 받아야 한다.";
    citation.verified = true;
    message.citations.push_back(citation);
    return message;
}

ExportDocument made(ExportTemplate paper = ExportTemplate::Plain)
{
    storage::StoredMessage question;
    question.text = "공용차는 누가 승인하나요?";
    const std::vector<storage::StoredMessage> chat { question, answer() };
    return exportOf(chat, { "공용차 승인", "대외비", paper, true, 1'790'000'000'000 });
}

/// What every format must say, in this order. worked out by hand from answer()
const std::vector<std::string> kSaid { "대외비", "공용차 승인", "물음: 공용차는 누가 승인하나요?", "공용차 사용", "공용차를 휴일에 쓰려면 부서장의 승인을 받습니다 [1].",
    "사고는 48시간 안에 알립니다 (문서로 확인되지 않음) [1]", "총무 & 재무", "<3>", "근거", "[1] 차량 규정.hwpx > 제3장 > 제12조, 7쪽 (원문과 일치)",
    "공용차를 휴일에 쓰려면 부서장의 승인을 받아야 한다.", "인공지능(언어 모델)이 쓴 내용이 들어 있습니다" };

/// The first of kSaid that is not in `text` behind the one before it, spaces left out; empty: all are.
std::string missing(const std::string& text)
{
    const auto bare = [](const std::string& words) { return QString::fromStdString(words).remove(u' ').remove(u'\n').remove(u'\\'); };
    const QString all = bare(text);
    qsizetype at = 0;
    for (const std::string& words : kSaid) {
        at = all.indexOf(bare(words), at);
        if (at < 0)
            return words;
    }
    return {};
}

constexpr const char* kZipFormats[] = { "hwpx", "docx" };

} // namespace

std::string ExportTest::write(const std::string& bytes, const char* extension)
{
    const QString path = m_folder.filePath(QStringLiteral("f.") + QLatin1String(extension));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(bytes)) < 0)
        return {};
    return path.toStdString();
}

void ExportTest::markdownBecomesBlocks()
{
    using Kind = ExportBlock::Kind;
    const std::vector<ExportBlock> blocks = blocksOf("# 제목\n글 **굵게** `코드`\n이어짐\n\n- 하나\n> 옮김\n![그림](http://a/b.png) [말](http://c/)\n| a | b |\n|---|---|\n| 1 | 2 |\n끝");
    const std::vector<std::pair<Kind, std::string>> want { { Kind::Heading, "제목" }, { Kind::Paragraph, "글 굵게 코드\n이어짐" }, { Kind::Bullet, "하나" }, { Kind::Quote, "옮김" },
        { Kind::Paragraph, "그림 말 (http://c/)" }, { Kind::Table, "" }, { Kind::Paragraph, "끝" } };
    QCOMPARE(blocks.size(), want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        QVERIFY(blocks[i].kind == want[i].first);
        QCOMPARE(blocks[i].text, want[i].second);
    }
    QCOMPARE(blocks[5].rows, (std::vector<std::vector<std::string>> { { "a", "b" }, { "1", "2" } }));
}

void ExportTest::ourReadersReadWhatWasWritten_data()
{
    QTest::addColumn<int>("format");
    for (const ExportFormat format : { ExportFormat::Hwpx, ExportFormat::Docx, ExportFormat::Pdf, ExportFormat::Markdown })
        QTest::newRow(extensionOf(format)) << static_cast<int>(format);
}

/// Through the sealed reader, as any document.
void ExportTest::ourReadersReadWhatWasWritten()
{
    QFETCH(int, format);
    const auto kind = static_cast<ExportFormat>(format);
    const auto bytes = exportBytes(made(), kind);
    QVERIFY2(bytes.ok(), bytes.ok() ? "" : bytes.error().doing.c_str());
    const std::string path = write(*bytes, extensionOf(kind));
    const auto file = openForReading(path);
    QVERIFY(file.ok());
    const auto document = readDocument(test::programPath("/sillok-reader"), *file, extensionOf(kind), {}, {});
    QVERIFY2(document.ok(), document.ok() ? "" : document.error().doing.c_str());
    const std::string lost = missing(documents::plainText(*document));
    QVERIFY2(lost.empty(), (lost + " is not in\n" + documents::plainText(*document)).c_str());
    if (kind == ExportFormat::Hwpx || kind == ExportFormat::Docx)
        QVERIFY(std::ranges::any_of(document->blocks, [](const documents::Block& block) { return block.kind == documents::BlockKind::TableRow && block.text == "총무 & 재무 | <3> (문서로 확인되지 않음)"; }));
}

void ExportTest::anIndependentProgramAgrees_data()
{
    QTest::addColumn<QString>("extension");
    for (const char* extension : kZipFormats)
        QTest::newRow(extension) << extension;
}

void ExportTest::anIndependentProgramAgrees()
{
    QFETCH(QString, extension);
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("python3 is not here");
    for (const ExportTemplate paper : { ExportTemplate::Plain, ExportTemplate::OfficialLetter, ExportTemplate::Report, ExportTemplate::PressRelease, ExportTemplate::CivilReply }) {
        const auto bytes = exportBytes(made(paper), extension == QStringLiteral("hwpx") ? ExportFormat::Hwpx : ExportFormat::Docx);
        QVERIFY(bytes.ok());
        const std::string path = write(*bytes, extension.toUtf8().constData());
        QProcess process;
        process.setProcessEnvironment([] {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("PYTHONIOENCODING"), QStringLiteral("utf-8"));
            return environment;
        }());
        process.start(python, { QString::fromStdString(test::sourcePath("/tests/tools/check_package.py")), QString::fromStdString(path) });
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        if (paper == ExportTemplate::Plain) {
            const std::string lost = missing(process.readAllStandardOutput().toStdString());
            QVERIFY2(lost.empty(), lost.c_str());
        }
    }
}

void ExportTest::sourcesNoticeLabelAndMarksAreThere()
{
    QCOMPARE(missing(markdownBytes(made())), std::string());
    const QString html = QString::fromStdString(htmlBytes(made()));
    QVERIFY(html.contains(QStringLiteral("<p class=\"label\">대외비</p>")));
    QVERIFY(html.contains(QStringLiteral("<td>총무 &amp; 재무</td><td>&lt;3&gt; (문서로 확인되지 않음)</td>")));
    storage::StoredMessage refused = answer();
    refused.mode = storage::AnswerMode::Refused;
    refused.modelName.clear();
    const std::vector<storage::StoredMessage> one { refused };
    const QString said = QString::fromStdString(markdownBytes(exportOf(one, { "t", "", ExportTemplate::Plain, true, 0 })));
    QVERIFY(said.contains(QStringLiteral("문서에서 답을 찾지 못했습니다")));
    QVERIFY(!said.contains(QStringLiteral("인공지능(언어 모델)"))); // nobody wrote anything
}

void ExportTest::everyPaperHasItsParts_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char* name, ExportTemplate paper, const QStringList& parts) { QTest::newRow(name) << static_cast<int>(paper) << parts; };
    // source: what 두문, 본문 and 결문 of an official letter hold, and what the other papers cannot do without
    row("letter", ExportTemplate::OfficialLetter, { "[행정기관명]", "수신", "(경유)", "제목  공용차 승인", "부서장의 승인", "끝.", "[발신명의]", "기안자", "결재권자", "시행", "접수", "전화" });
    row("report", ExportTemplate::Report, { "공용차 승인", "작성일", "Ⅰ.", "부서장의 승인", "Ⅱ." });
    row("press", ExportTemplate::PressRelease, { "보도자료", "배포일시", "담당", "공용차 승인", "부서장의 승인", "문의" });
    row("reply", ExportTemplate::CivilReply, { "민원 회신", "1.", "2.", "공용차 승인", "3.", "부서장의 승인", "4.", "[기관장]" });
}

void ExportTest::everyPaperHasItsParts()
{
    QFETCH(int, paper);
    QFETCH(QStringList, parts);
    const std::vector<storage::StoredMessage> one { answer() };
    QString all;
    for (const ExportBlock& block : exportOf(one, { "공용차 승인", "", static_cast<ExportTemplate>(paper), true, 0 }).blocks)
        all += QString::fromStdString(block.text) + u'\n';
    qsizetype at = 0;
    for (const QString& part : parts) {
        at = all.indexOf(part, at);
        QVERIFY2(at >= 0, qPrintable(part));
    }
}

void ExportTest::nothingThatATextNamesIsLoaded()
{
    storage::StoredMessage message = answer();
    message.text = "![x](file:///etc/passwd) <img src=\"http://a/b.png\"> [link](javascript:alert(1)) <script>x</script> \x01\xEF\xBF\xBE\xE2\x80\xAE뒤집힘";
    const std::vector<storage::StoredMessage> one { message };
    const ExportDocument document = exportOf(one, { "<b>제목</b>", "", ExportTemplate::Plain, true, 0 });
    const QString html = QString::fromStdString(htmlBytes(document));
    QVERIFY(html.contains(QStringLiteral("default-src 'none'")));
    for (const char* bad : { "<img", "<script", "<b>", "href", "\u202E" })
        QVERIFY2(!html.contains(QString::fromUtf8(bad)), bad);
    const QString markdown = QString::fromStdString(markdownBytes(document));
    QVERIFY(!markdown.contains(QStringLiteral("![")) && !markdown.contains(QStringLiteral("](")));
    QVERIFY(markdown.contains(QStringLiteral("\\<img")));
    QVERIFY(hwpxBytes(document).ok() && docxBytes(document).ok());
}

void ExportTest::aFileIsWholePrivateAndNeverOverwritten()
{
    const std::string path = m_folder.filePath(QStringLiteral("답.md")).toStdString();
    QVERIFY(saveFile(path, "처음", Existing::Keep).ok());
    struct stat facts {};
    QCOMPARE(::stat(path.c_str(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, 0600U);
    QCOMPARE(saveFile(path, "다음", Existing::Keep).error().code, ErrorCode::AlreadyExists);
    const auto read = [&] {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QCOMPARE(read(), QByteArray("처음"));
    QVERIFY(saveFile(path, "다음", Existing::Replace).ok());
    QCOMPARE(read(), QByteArray("다음"));
}

void ExportTest::aFailureLeavesNothing()
{
    const QString dir = m_folder.filePath(QStringLiteral("d"));
    QVERIFY(QDir().mkpath(dir + QStringLiteral("/taken")));
    QCOMPARE(saveFile((dir + QStringLiteral("/no/x.md")).toStdString(), "글", Existing::Keep).error().code, ErrorCode::NotFound);
    QVERIFY(!saveFile((dir + QStringLiteral("/taken")).toStdString(), "글", Existing::Keep).ok()); // a folder has the name
    QVERIFY(!saveFile((dir + QStringLiteral("/taken")).toStdString(), "글", Existing::Replace).ok());
    QCOMPARE(QDir(dir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList { QStringLiteral("taken") });
}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv); // pages are drawn
    ExportTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "export_test.moc"
