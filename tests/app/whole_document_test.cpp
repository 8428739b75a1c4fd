// Summaries, comparisons and tables of documents in a vault: every citation is a slice of its document.
#include "app/services/whole_document.h"

#include <QTest>
#include <QTemporaryDir>

using namespace sillok;
using namespace sillok::app;

class WholeDocumentTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aSummaryCitesSlices();
    void aComparisonNamesArticlesAndWords();
    void tablesKeepTheirCellsAndCaptions();
    void aSpreadsheetRunsNothing();
    void aDocumentWithoutTextSaysSo();
    void stoppingIsNoResult();

private:
    WholeDocument made(const std::string& name, const std::vector<std::pair<storage::BlockKind, std::string>>& blocks);

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
    storage::CollectionId m_collection = 0;
};

using storage::BlockKind;

void WholeDocumentTest::initTestCase()
{
    auto created = Workspace::create(m_folder.filePath(QStringLiteral("v")).toStdString(), storage::Credential("암호 하나 둘 셋"), storage::kKdfFloor);
    QVERIFY2(created.ok(), created.ok() ? "" : created.error().doing.c_str());
    m_workspace = std::move(created).value();
    m_collection = m_workspace->collections().create("모음", 1).value();
}

/// One passage a paragraph that is no table row, as long as it is not blank.
WholeDocument WholeDocumentTest::made(const std::string& name, const std::vector<std::pair<BlockKind, std::string>>& blocks)
{
    storage::NewDocument document;
    document.collection = m_collection;
    document.name = name;
    document.format = "TXT";
    document.sha256[0] = static_cast<uint8_t>(name.size());
    int64_t at = 0;
    for (const auto& [kind, text] : blocks) {
        const int64_t end = at + QString::fromStdString(text).toUcs4().size();
        document.plainText += (document.plainText.empty() ? "" : "\n") + text;
        document.blocks.push_back({ kind, 0, 1, at, end });
        document.passages.push_back({ "제" + std::to_string(document.passages.size() + 1) + "절", "", 1, at, end, text });
        at = end + 1;
    }
    const auto id = m_workspace->documents().add(document, 1);
    return id.ok() ? loadWhole(*m_workspace, *id).value() : WholeDocument {};
}

void WholeDocumentTest::aSummaryCitesSlices()
{
    const WholeDocument document = made("규정.txt", { { BlockKind::Paragraph, "업무용 차량의 관리와 운행에 필요한 사항을 정한다." },
                                                       { BlockKind::Paragraph, "업무용 차량의 배차는 총무과장이 정한다." }, { BlockKind::Paragraph, "업무용 차량의 정비는 분기마다 한다." } });
    size_t told = 0;
    const auto result = summarizeWhole(document, true, [&](const Visited& visited) { told = visited.sections; }, {});
    QVERIFY(result.ok());
    QCOMPARE(told, size_t(3));
    QCOMPARE(result->visited.sections, result->visited.total);
    QVERIFY(!result->citations.empty());
    const QString text = QString::fromStdString(document.plainText);
    for (const storage::StoredCitation& citation : result->citations) {
        QCOMPARE(text.mid(citation.startCodePoint, citation.endCodePoint - citation.startCodePoint), QString::fromStdString(citation.quote));
        QVERIFY(result->text.find(citation.quote + " [" + std::to_string(citation.number) + "]") != std::string::npos);
    }
}

void WholeDocumentTest::aComparisonNamesArticlesAndWords()
{
    const WholeDocument before = made("전.txt", { { BlockKind::Paragraph, "제1조(보고) 24시간 이내에 보고한다." }, { BlockKind::Paragraph, "제2조(정비) 해마다 한다." } });
    const WholeDocument after = made("후후.txt", { { BlockKind::Paragraph, "제1조(보고) 48시간 이내에 보고한다." }, { BlockKind::Paragraph, "제2조(정비) 해마다 한다." },
                                                     { BlockKind::Paragraph, "제3조(세차) 달마다 한다." } });
    const auto result = compareWhole(before, after, true, [](const Visited&) {}, {});
    QVERIFY(result.ok());
    const QString text = QString::fromStdString(result->text);
    QVERIFY2(text.contains(QStringLiteral("같은 문단 1, 바뀐 문단 1, 생긴 문단 1, 없어진 문단 0, 옮긴 문단 0")), result->text.c_str());
    QVERIFY2(text.contains(QStringLiteral("「24시간」 → 「48시간」")), result->text.c_str());
    QVERIFY(text.contains(QStringLiteral("**생김** 제3조(세차) 달마다 한다. [3]")));
    QCOMPARE(result->citations.size(), size_t(3));
    QCOMPARE(result->citations[0].document, before.document.id);
    QCOMPARE(result->citations[1].document, after.document.id);
}

void WholeDocumentTest::tablesKeepTheirCellsAndCaptions()
{
    const WholeDocument document = made("표가 있는 글.txt", { { BlockKind::Paragraph, "본문" }, { BlockKind::Caption, "표 1. 예산 (단위: 억원)" }, { BlockKind::TableRow, "과 | 금액" },
                                                                  { BlockKind::TableRow, "총무 | 3" }, { BlockKind::Paragraph, "사이" }, { BlockKind::TableRow, "가 | 나 | 다" } });
    const std::vector<ExtractedTable> tables = tablesOf(document);
    QCOMPARE(tables.size(), size_t(2));
    QCOMPARE(tables[0].caption, std::string("표 1. 예산 (단위: 억원)"));
    QCOMPARE(tables[0].rows, (std::vector<std::vector<std::string>> { { "과", "금액" }, { "총무", "3" } }));
    QCOMPARE(tables[1].rows, (std::vector<std::vector<std::string>> { { "가", "나", "다" } }));
    const auto shown = tablesWhole(document, true);
    QVERIFY(shown.ok());
    QVERIFY(shown->text.find("| 과 | 금액 |\n|---|---|\n| 총무 | 3 |\n") != std::string::npos);
    QCOMPARE(tablesWhole(made("없음.txt", { { BlockKind::Paragraph, "표 없는 글" } }), true).error().code, ErrorCode::NotFound);
}

void WholeDocumentTest::aSpreadsheetRunsNothing()
{
    const ExtractedTable table { "", "", 0, { { "=1+1", "-5", "+3.5%", "@SUM(A1)", "-cmd|x", "그 \"말\"", "a,b" } } };
    QCOMPARE(csvOf(table), std::string("\"'=1+1\",\"-5\",\"+3.5%\",\"'@SUM(A1)\",\"'-cmd|x\",\"그 \"\"말\"\"\",\"a,b\"\r\n"));
}

void WholeDocumentTest::aDocumentWithoutTextSaysSo()
{
    storage::NewDocument empty;
    empty.collection = m_collection;
    empty.name = "빈.txt";
    empty.state = storage::DocumentState::NoText;
    const auto id = m_workspace->documents().add(empty, 1);
    QVERIFY(id.ok());
    QCOMPARE(loadWhole(*m_workspace, *id).error().code, ErrorCode::BadArgument);
    QCOMPARE(loadWhole(*m_workspace, 99'999).error().code, ErrorCode::NotFound);
}

void WholeDocumentTest::stoppingIsNoResult()
{
    const WholeDocument document = made("멈춤 시험.txt", { { BlockKind::Paragraph, "업무용 차량의 배차는 총무과장이 정한다." } });
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(summarizeWhole(document, true, [](const Visited&) {}, stop.get_token()).error().code, ErrorCode::Cancelled);
    QCOMPARE(compareWhole(document, document, true, [](const Visited&) {}, stop.get_token()).error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(WholeDocumentTest)
#include "whole_document_test.moc"
