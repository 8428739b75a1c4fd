// What leaves the vault as a file, work on whole documents, and the proof of a citation, over real services.
#include "tests/app/real_desk.h"

#include <QFileInfo>
#include <QRegularExpression>

using namespace sillok;
using namespace sillok::app;
using sillok::test::kWaitMs;
using sillok::test::RealDesk;

namespace {

/// A rule in two years, one of them with a table.
struct SampleOffice {
    RealDesk real;
    QTemporaryDir files;
    QTemporaryDir out;
    CollectionId collection = 0;

    bool fill()
    {
        write("old.txt", "제1조(주차) 관용 차량 주차 요금은 하루 3,000원이다.\n제2조(시간) 차고는 오후 10시에 닫는다.\n");
        write("new.txt", "제1조(주차) 관용 차량 주차 요금은 하루 4,000원이다.\n제2조(시간) 차고는 오후 10시에 닫는다.\n");
        write("long.txt", "차량 관리 규정\n이 규정은 관용 차량을 알맞게 관리하는 데 필요한 사항을 정하는 것을 목적으로 한다.\n"
                          "차량을 쓰려는 사람은 사용 이틀 전까지 배차 신청서를 총무과에 내야 한다.\n사고가 나면 24시간 이내에 보고서를 제출하여야 한다.\n");
        write("table.md", "# 요금표\n\n| 차종 | 요금 |\n|---|---|\n| 승용 | 3,000 |\n| =1+1 | 5,000 |\n");
        if (!real.create())
            return false;
        collection = real.import(QStringLiteral("규정"), { files.path() });
        QSignalSpy changed(&real.desk, &Desk::documentsChanged);
        real.desk.listDocuments(collection);
        return collection != 0 && changed.wait(kWaitMs);
    }
    void write(const char* name, const char* text) const
    {
        QFile file(files.filePath(QString::fromUtf8(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }
    DocumentId idOf(const char* name) const
    {
        for (const DocumentSummary& one : real.desk.documents())
            if (one.name == QLatin1String(name))
                return one.id;
        return 0;
    }
    /// The finished answer of the work; `chat` is where it is.
    Message work(const WholeOrder& order, ChatId& chat)
    {
        Message answer;
        const auto keep = QObject::connect(&real.desk, &Desk::messageChanged, &real.desk, [&](ChatId in, const Message& message) {
            chat = in;
            answer = message;
        });
        real.desk.workOnWhole(order);
        RealDesk::waitFor([&] { return answer.id != 0 && answer.state != MessageState::Writing; }, 4 * kWaitMs);
        QObject::disconnect(keep);
        return answer;
    }
    QByteArray content(const QString& path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

const QString kQuestion = QStringLiteral("관용 차량 주차 요금은 하루 얼마인가?");

} // namespace

class DeskWorkTest : public QObject {
    Q_OBJECT
private slots:
    void anAnswerIsWrittenWholeAndNowhereElse();
    void anExistingFileStaysUnlessItIsToBeReplaced();
    void aFileThatCannotBeWrittenIsAProblem();
    void pagesAreDrawnAwayFromTheWindow();
    void aSummaryIsAnAnswerWithCitations();
    void aModelWritesTheSummary();
    void aComparisonAndTablesAreAnswersToo();
    void tablesAreSavedAsCsv();
    void aDocumentWithoutTablesSaysSo();
    void aCitationIsProvenLetterByLetter();
    void aLockWaitsForWhatIsBeingWritten();
};

void DeskWorkTest::anAnswerIsWrittenWholeAndNowhereElse()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.askOf(kQuestion, { office.collection, {}, {}, { { office.idOf("old.txt"), QStringLiteral("old.txt") } } });
    QCOMPARE(answer.citations.size(), 1);
    ExportOrder order { office.real.chatOfAnswer, answer.id, {}, QStringLiteral("대외비"), ExportFormat::Markdown, ExportTemplate::Plain, true,
        office.out.filePath(QStringLiteral("answer.md")), false };
    QSignalSpy previewed(&office.real.desk, &Desk::exportPreviewed), exported(&office.real.desk, &Desk::exported);
    office.real.desk.previewExport(order);
    QVERIFY(previewed.wait(kWaitMs));
    const auto preview = previewed[0][0].value<ExportPreview>();
    QCOMPARE(preview.answers, 1);
    QCOMPARE(preview.sources, 1);
    QVERIFY(!preview.modelWrote);
    QVERIFY(preview.title.startsWith(QStringLiteral("관용 차량")));
    QVERIFY(preview.lines.join(u'\n').contains(QStringLiteral("3,000원이다")));
    QVERIFY(preview.lines.contains(QStringLiteral("대외비")));
    QVERIFY(QDir(office.out.path()).isEmpty());
    office.real.desk.exportChat(order);
    QVERIFY(exported.wait(kWaitMs));
    QCOMPARE(exported[0][0].toString(), order.path);
    QVERIFY(QString::fromUtf8(office.content(order.path)).contains(QStringLiteral("하루 3,000원이다")));
    QCOMPARE(QFileInfo(order.path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
    QCOMPARE(QDir(office.out.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList { QStringLiteral("answer.md") });
    order.message = 0; // the whole chat: with its question
    order.path = office.out.filePath(QStringLiteral("chat.html"));
    order.format = ExportFormat::Html;
    office.real.desk.exportChat(order);
    QVERIFY(exported.wait(kWaitMs));
    QVERIFY(QString::fromUtf8(office.content(order.path)).contains(kQuestion));
}

void DeskWorkTest::anExistingFileStaysUnlessItIsToBeReplaced()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.ask(kQuestion, office.collection);
    const QString path = office.out.filePath(QStringLiteral("a.md"));
    QFile there(path);
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
    there.close();
    ExportOrder order { office.real.chatOfAnswer, answer.id, {}, {}, ExportFormat::Markdown, ExportTemplate::Plain, true, path, false };
    QSignalSpy problems(&office.real.desk, &Desk::problem), exported(&office.real.desk, &Desk::exported);
    office.real.desk.exportChat(order);
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::AlreadyExists);
    QCOMPARE(problems[0][0].value<Problem>().during, Problem::During::Export);
    QCOMPARE(office.content(path), QByteArray("mine"));
    order.replace = true;
    office.real.desk.exportChat(order);
    QVERIFY(exported.wait(kWaitMs));
    QVERIFY(office.content(path) != QByteArray("mine"));
}

void DeskWorkTest::aFileThatCannotBeWrittenIsAProblem()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.ask(kQuestion, office.collection);
    QSignalSpy problems(&office.real.desk, &Desk::problem);
    office.real.desk.exportChat({ office.real.chatOfAnswer, answer.id, {}, {}, ExportFormat::Docx, ExportTemplate::Report, false, office.out.filePath(QStringLiteral("no/such/a.docx")), false });
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NotFound);
    office.real.desk.exportChat({ 99999, 0, {}, {}, ExportFormat::Docx, ExportTemplate::Report, false, office.out.filePath(QStringLiteral("a.docx")), false });
    QVERIFY(problems.wait(kWaitMs));
    QVERIFY(QDir(office.out.path()).isEmpty());
}

void DeskWorkTest::pagesAreDrawnAwayFromTheWindow()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.ask(kQuestion, office.collection);
    const QString path = office.out.filePath(QStringLiteral("a.pdf"));
    QSignalSpy exported(&office.real.desk, &Desk::exported);
    office.real.desk.exportChat({ office.real.chatOfAnswer, answer.id, {}, {}, ExportFormat::Pdf, ExportTemplate::OfficialLetter, true, path, false });
    QVERIFY(exported.wait(kWaitMs));
    QVERIFY(office.content(path).startsWith("%PDF-"));
}

void DeskWorkTest::aSummaryIsAnAnswerWithCitations()
{
    SampleOffice office;
    QVERIFY(office.fill());
    ChatId chat = 0;
    const Message answer = office.work({ WholeWork::Summary, office.idOf("long.txt"), 0, true, QStringLiteral("long.txt 요약") }, chat);
    QCOMPARE(answer.state, MessageState::Complete);
    QCOMPARE(answer.mode, AnswerMode::Generated);
    QVERIFY(answer.modelName.isEmpty()); // nobody wrote it
    QVERIFY(answer.unproven.isEmpty());
    QVERIFY(!answer.citations.isEmpty());
    for (const Citation& one : answer.citations) {
        QVERIFY(one.verified);
        QCOMPARE(one.documentName, QStringLiteral("long.txt"));
    }
    const QRegularExpressionMatch covered = QRegularExpression(QStringLiteral("살펴본 구역: (\\d+) / (\\d+)")).match(answer.text);
    QVERIFY(covered.hasMatch());
    QCOMPARE(covered.captured(1), covered.captured(2));
    QVERIFY(office.real.lockAndUnlock());
    QSignalSpy opened(&office.real.desk, &Desk::chatOpened);
    office.real.desk.openChat(chat);
    QVERIFY(opened.wait(kWaitMs));
    const auto path = opened[0][2].value<QList<Message>>();
    QCOMPARE(path.size(), 2);
    QCOMPARE(path[0].text, QStringLiteral("long.txt 요약"));
    QCOMPARE(path[1].text, answer.text);
    QCOMPARE(path[1].scope.documents.size(), 1);
}

void DeskWorkTest::aModelWritesTheSummary()
{
    const QString model = test::sharedFile("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("the small model of the fixtures is not there");
    SampleOffice office;
    QVERIFY(office.fill());
    QVERIFY(office.real.useModel(model));
    int counted = 0;
    QObject::connect(&office.real.desk, &Desk::messageChanged, &office.real.desk, [&](ChatId, const Message& message) { counted += message.sectionsTotal > 0; });
    ChatId chat = 0;
    const Message answer = office.work({ WholeWork::Summary, office.idOf("old.txt"), 0, false, QStringLiteral("Summarize old.txt") }, chat);
    QCOMPARE(answer.state, MessageState::Complete);
    QVERIFY(!answer.modelName.isEmpty());
    QVERIFY(counted > 0);
    const QRegularExpressionMatch covered = QRegularExpression(QStringLiteral("Sections looked at: (\\d+) / (\\d+)")).match(answer.text);
    QVERIFY(covered.hasMatch());
    QCOMPARE(covered.captured(1), covered.captured(2));
    for (const Citation& one : answer.citations)
        QVERIFY(!one.verified); // a model that knows only stories proves nothing of a rule
}

void DeskWorkTest::aComparisonAndTablesAreAnswersToo()
{
    SampleOffice office;
    QVERIFY(office.fill());
    ChatId chat = 0;
    const Message compared = office.work({ WholeWork::Comparison, office.idOf("old.txt"), office.idOf("new.txt"), true, QStringLiteral("비교") }, chat);
    QCOMPARE(compared.state, MessageState::Complete);
    QVERIFY2(compared.text.contains(QStringLiteral("「3,000원이다.」 → 「4,000원이다.」")), qPrintable(compared.text));
    QVERIFY(!compared.text.contains(QStringLiteral("오후 10시")));
    QVERIFY(compared.unproven.isEmpty());
    const Message tables = office.work({ WholeWork::Tables, office.idOf("table.md"), 0, true, QStringLiteral("표") }, chat);
    QCOMPARE(tables.state, MessageState::Complete);
    QVERIFY2(tables.text.contains(QStringLiteral("| 승용 | 3,000 |")), qPrintable(tables.text));
}

void DeskWorkTest::tablesAreSavedAsCsv()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const QString path = office.out.filePath(QStringLiteral("t.csv"));
    QSignalSpy exported(&office.real.desk, &Desk::exported);
    office.real.desk.exportTables({ office.idOf("table.md"), path });
    QVERIFY(exported.wait(kWaitMs));
    QCOMPARE(office.content(path), QByteArray("\xEF\xBB\xBF\"차종\",\"요금\"\r\n\"승용\",\"3,000\"\r\n\"'=1+1\",\"5,000\"\r\n"));
}

void DeskWorkTest::aDocumentWithoutTablesSaysSo()
{
    SampleOffice office;
    QVERIFY(office.fill());
    QSignalSpy problems(&office.real.desk, &Desk::problem), opened(&office.real.desk, &Desk::chatOpened);
    office.real.desk.workOnWhole({ WholeWork::Tables, office.idOf("old.txt"), 0, true, QStringLiteral("표") });
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().during, Problem::During::Whole);
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NotFound);
    QVERIFY(opened.isEmpty()); // no chat is left behind
    office.real.desk.exportTables({ office.idOf("old.txt"), office.out.filePath(QStringLiteral("t.csv")) });
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[1][0].value<Problem>().code, ErrorCode::NotFound);
    QVERIFY(QDir(office.out.path()).isEmpty());
}

void DeskWorkTest::aCitationIsProvenLetterByLetter()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.askOf(kQuestion, { office.collection, {}, {}, { { office.idOf("old.txt"), QStringLiteral("old.txt") } } });
    QCOMPARE(answer.citations.size(), 1);
    Citation citation = answer.citations.first();
    QSignalSpy checked(&office.real.desk, &Desk::citationChecked);
    const auto check = [&] {
        office.real.desk.checkCitation(citation);
        checked.wait(kWaitMs);
        return checked.last()[0].value<CitationCheck>();
    };
    CitationCheck proof = check();
    QCOMPARE(proof.characters, static_cast<int>(citation.quote.toUcs4().size()));
    QCOMPARE(proof.matching, proof.characters);
    QCOMPARE(proof.file, CitationCheck::File::Same);
    office.write("old.txt", "제1조(주차) 관용 차량 주차 요금은 하루 9,000원이다.\n");
    QCOMPARE(check().file, CitationCheck::File::Changed);
    QVERIFY(QFile::remove(office.files.filePath(QStringLiteral("old.txt"))));
    QCOMPARE(check().file, CitationCheck::File::Gone);
    citation.quote.replace(QStringLiteral("3,000"), QStringLiteral("8,000"));
    proof = check();
    QCOMPARE(proof.matching, 0);
    QVERIFY(proof.characters > 0 && !proof.pageRight);
}

void DeskWorkTest::aLockWaitsForWhatIsBeingWritten()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Message answer = office.real.ask(kQuestion, office.collection);
    const QString path = office.out.filePath(QStringLiteral("a.pdf"));
    QSignalSpy finished(&office.real.desk, &Desk::lockFinished), opened(&office.real.desk, &Desk::chatOpened);
    office.real.desk.exportChat({ office.real.chatOfAnswer, answer.id, {}, {}, ExportFormat::Pdf, ExportTemplate::Plain, true, path, false });
    office.real.desk.workOnWhole({ WholeWork::Comparison, office.idOf("old.txt"), office.idOf("new.txt"), true, QStringLiteral("비교") });
    QVERIFY(opened.wait(kWaitMs)); // both are on their way
    office.real.desk.lock();
    QVERIFY(finished.wait(kWaitMs));
    QVERIFY(finished[0][0].toBool());
    const QStringList files = QDir(office.out.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QVERIFY(files.isEmpty() || files == QStringList { QStringLiteral("a.pdf") });
    QVERIFY(files.isEmpty() || office.content(path).trimmed().endsWith("%%EOF"));
}

QTEST_MAIN(DeskWorkTest)
#include "desk_work_test.moc"
