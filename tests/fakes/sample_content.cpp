// Invented content for tests and screens; all places, rules and names are made up.
#include "tests/fakes/scripted_desk.h"

namespace sillok::fakes {

using namespace sillok::app;

namespace {

const QString kRule = QStringLiteral("주말과 공휴일에 차량을 사용하려는 사람은 사용 2일 전까지 배차 신청서를 제출하고 부서장의 승인을 받아야 한다.");
const QString kReport = QStringLiteral("운전자는 사고가 나면 즉시 부서장에게 말로 알리고, 24시간 이내에 별지 제3호 서식의 사고 보고서를 제출하여야 한다.");
const QString kRequest = QStringLiteral("차량을 사용하려는 사람은 별지 제2호 서식의 배차 신청서를 사용 전날까지 팀장에게 제출하여야 한다.");
const QString kFar = QStringLiteral("관할 구역 밖에서 1박 이상 사용하려는 사람은 사용 5일 전까지 총무과장의 승인을 받아야 한다.");

/// Paragraphs with running positions, as the real service counts them.
struct ViewWriter {
    PassageView view;
    qint64 at = 0;
    qint64 add(const QString& text, int heading, bool inPassage, bool row = false, int page = 7)
    {
        view.paragraphs.append({ text, heading, page, row, inPassage, at });
        const qint64 start = at;
        at += static_cast<qint64>(text.toUcs4().size()) + 1;
        return start;
    }
};

Citation cite(int number, PassageId passage, const QString& quote, qint64 start)
{
    Citation c;
    c.number = number;
    c.document = 11;
    c.passage = passage;
    c.documentName = QStringLiteral("업무용 차량 관리 규정.hwpx");
    c.headingPath = QStringLiteral("제3장 배차와 운행 > 제12조(근무시간 외 사용)");
    c.page = 7;
    c.passageText = quote;
    c.quote = quote;
    c.start = start;
    c.end = start + static_cast<qint64>(quote.toUcs4().size());
    c.verified = true;
    return c;
}

QList<Citation> writePassage(Script& s)
{
    ViewWriter w;
    w.view.document.name = QStringLiteral("업무용 차량 관리 규정.hwpx");
    w.view.headingPath = QStringLiteral("제3장 배차와 운행");
    w.view.page = 7;
    w.add(QStringLiteral("제3장 배차와 운행"), 1, false);
    w.add(QStringLiteral("제11조(배차 신청)"), 3, false);
    const qint64 request = w.add(QStringLiteral("① ") + kRequest, 0, false) + 2;
    w.add(QStringLiteral("② 팀장은 운행 목적과 동승 인원을 확인하고 같은 방향의 신청을 하나로 묶을 수 있다."), 0, false);
    w.add(QStringLiteral("제12조(근무시간 외 사용)"), 3, true);
    const qint64 rule = w.add(QStringLiteral("① ") + kRule, 0, true) + 2;
    w.add(QStringLiteral("② 제1항에도 불구하고 재난 대응 등 긴급한 사유가 있으면 먼저 사용하고 다음 근무일까지 승인을 받을 수 있다."), 0, true);
    const qint64 far = w.add(QStringLiteral("③ ") + kFar, 0, true) + 2;
    w.add(QStringLiteral("사용하는 때 | 승인하는 사람 | 신청 기한"), 0, false, true);
    w.add(QStringLiteral("평일 근무시간 | 팀장 | 사용 전날"), 0, false, true);
    w.add(QStringLiteral("주말·공휴일 | 부서장 | 사용 2일 전"), 0, false, true);
    w.add(QStringLiteral("제14조(사고 보고)"), 3, false, false, 8);
    const qint64 report = w.add(QStringLiteral("① ") + kReport, 0, false, false, 8) + 2;
    w.add(QStringLiteral("② 부서장은 사고 보고서를 받은 날부터 3일 이내에 의견을 붙여 총무과에 보낸다."), 0, false, false, 8);
    s.passage = w.view;
    QList<Citation> all { cite(1, 101, kRule, rule), cite(2, 102, kReport, report), cite(3, 103, kRequest, request), cite(4, 104, kFar, far) };
    Citation guide = cite(5, 105, QStringLiteral("보험 접수는 총무과가 맡는다."), 0);
    guide.document = 12;
    guide.documentName = QStringLiteral("차량 사고 처리 안내.pdf");
    guide.headingPath = QStringLiteral("2. 사고가 난 뒤");
    guide.page = 3;
    guide.verified = false;
    return all << guide;
}

Message user(MessageId id, const QString& text, CollectionId collection)
{
    Message m;
    m.id = id;
    m.text = text;
    m.collection = collection;
    m.createdAt = QDateTime::currentDateTime();
    return m;
}

Message assistant(MessageId id, MessageId parent, AnswerMode mode, CollectionId collection, const QString& name)
{
    Message m;
    m.id = id;
    m.parent = parent;
    m.role = Role::Assistant;
    m.mode = mode;
    m.collection = collection;
    m.collectionName = name;
    m.createdAt = QDateTime::currentDateTime();
    return m;
}

void addCitedChat(Script& s)
{
    const QList<Citation> citations = writePassage(s);
    Message answer = assistant(2, 1, AnswerMode::Generated, 3, QStringLiteral("업무 규정"));
    answer.modelName = QStringLiteral("한결 8B 지시형");
    answer.tokensPerSecond = 31;
    answer.citations = citations;
    answer.documentsSearched = 480;
    answer.text = QStringLiteral(
        "주말과 공휴일에 쓰려면 **부서장의 사전 승인**이 필요합니다.[1] 사고가 나면 **24시간 안에** 보고서를 내야 합니다.[2]\n\n"
        "| 사용하는 때 | 승인하는 사람 | 신청 기한 |\n|---|---|---|\n"
        "| 평일 근무시간 | 팀장 | 사용 전날 [3] |\n| 주말·공휴일 | 부서장 | 사용 2일 전 [1] |\n| 관할 구역 밖 1박 이상 | 총무과장 | 사용 5일 전 [4] |\n\n"
        "사고가 나면 다음 순서로 처리합니다.\n\n"
        "1. 부서장에게 말로 바로 알립니다.[2]\n2. 24시간 안에 별지 제3호 서식의 사고 보고서를 냅니다.[2]\n"
        "3. 보험 접수는 총무과가 맡습니다.[5] 운전자는 현장 사진을 남깁니다.");
    s.messages[21] = { user(1, QStringLiteral("공용차를 주말에 쓰려면 누구 승인을 받아야 하나요? 사고가 나면 언제까지 보고해야 하는지도 알려 주세요."), 3), answer };
}

Citation found(int number, const QString& document, int page, const QString& path, const QString& text, const QString& quote, const QStringList& terms)
{
    Citation c;
    c.number = number;
    c.document = 30 + number;
    c.passage = 200 + number;
    c.documentName = document;
    c.page = page;
    c.headingPath = path;
    c.passageText = text;
    c.quote = quote;
    c.matchedTerms = terms;
    c.verified = true;
    return c;
}

void addEvidenceChat(Script& s)
{
    Message answer = assistant(4, 3, AnswerMode::Evidence, 4, QStringLiteral("청사 관리"));
    answer.documentsSearched = 38;
    answer.seconds = 0.08;
    const QString plan = QStringLiteral("2026년 청사 에너지 절감 계획.hwp");
    answer.citations = {
        found(1, plan, 5, QStringLiteral("3. 냉방 운영 > 가. 온도 기준"),
              QStringLiteral("여름철 실내 냉방 온도는 평균 28도 이상으로 유지한다. 다만 민원실과 도서 열람실은 26도까지 낮출 수 있다."),
              QStringLiteral("여름철 실내 냉방 온도는 평균 28도 이상으로 유지한다."), { QStringLiteral("여름철"), QStringLiteral("냉방 온도") }),
        found(2, plan, 6, QStringLiteral("3. 냉방 운영 > 나. 예외 공간"),
              QStringLiteral("전산실, 의무실, 영유아 돌봄 공간은 제1항의 기준을 적용하지 아니하는 예외 공간으로 한다."),
              QStringLiteral("전산실, 의무실, 영유아 돌봄 공간은 제1항의 기준을 적용하지 아니하는 예외 공간으로 한다."),
              { QStringLiteral("기준"), QStringLiteral("예외 공간") }),
        found(3, QStringLiteral("하계 복무 안내문.docx"), 2, {},
              QStringLiteral("폭염 경보가 내려진 날에는 총무과장이 냉방 온도를 2도 범위에서 조정할 수 있다."),
              QStringLiteral("폭염 경보가 내려진 날에는 총무과장이 냉방 온도를 2도 범위에서 조정할 수 있다."), { QStringLiteral("냉방 온도") })
    };
    answer.citations[2].pageEstimated = true;
    s.messages[22] = { user(3, QStringLiteral("여름철 청사 냉방 온도 기준과 예외 공간을 찾아 주세요."), 4), answer };
}

void addFailedChat(Script& s)
{
    Message answer = assistant(6, 5, AnswerMode::Generated, 3, QStringLiteral("업무 규정"));
    answer.modelName = QStringLiteral("온새미 32B 추론형");
    answer.state = MessageState::Failed;
    answer.citations = writePassage(s).mid(0, 2);
    answer.problem = { ErrorCode::OutOfMemory, answer.modelName, QStringLiteral("needed 20.6 GB, available 17.9 GB"), Problem::During::Answer };
    answer.text = QStringLiteral("두 지침에서 달라진 조항은 모두 여섯 곳입니다. 앞의 두 곳은 다음과 같습니다.\n\n"
                                 "| 조항 | 작년 | 올해 |\n|---|---|---|\n| 제5조 제2항 | 사용 허가 기간 3년 이내 | 사용 허가 기간 5년 이내 [1] |\n"
                                 "| 제9조 | 사용료 연 1회 납부 | 연 4회까지 나누어 납부 [2] |");
    s.messages[23] = { user(5, QStringLiteral("작년 지침과 올해 지침을 조항별로 비교해서 달라진 점만 표로 정리해 주세요."), 3), answer };
}

DocumentSummary document(DocumentId id, const QString& name, const QString& format, int pages, DocumentState state, int daysAgo)
{
    DocumentSummary d;
    d.id = id;
    d.collection = 3;
    d.name = name;
    d.format = format;
    d.pageCount = pages;
    d.sizeBytes = 412 * 1024 + id * 1000;
    d.state = state;
    d.addedAt = QDateTime(QDate(2026, 11, 23), QTime(17, 52)).addDays(-daysAgo);
    d.sha256 = QStringLiteral("7f3a91c04b0d2c1e88aa77bb55dd2e58");
    d.passageCount = state == DocumentState::Ready ? pages * 6 : 0;
    return d;
}

void addDocuments(Script& s)
{
    const DocumentState ready = DocumentState::Ready;
    QList<DocumentSummary> all {
        document(41, QStringLiteral("인사 발령 명부 붙임.hwpx"), QStringLiteral("hwpx"), 0, DocumentState::NeedsPassword, 3),
        document(42, QStringLiteral("옛 청사 평면도.pdf"), QStringLiteral("pdf"), 12, DocumentState::NoText, 3),
        document(43, QStringLiteral("당직 근무 규정(1998).hwpx"), QStringLiteral("hwpx"), 0, DocumentState::Unreadable, 3),
        document(44, QStringLiteral("민원 처리 편람 제4판.pdf"), QStringLiteral("pdf"), 243, DocumentState::Reading, 0),
        document(45, QStringLiteral("업무용 차량 관리 규정.hwpx"), QStringLiteral("hwpx"), 24, ready, 0),
        document(46, QStringLiteral("차량 사고 처리 안내.pdf"), QStringLiteral("pdf"), 8, ready, 4),
        document(47, QStringLiteral("공유재산 사용허가 지침.hwpx"), QStringLiteral("hwpx"), 57, ready, 0),
        document(48, QStringLiteral("3분기 예산 집행 내역.xlsx"), QStringLiteral("xlsx"), 6, ready, 5),
        document(49, QStringLiteral("기록물 이관 안내.docx"), QStringLiteral("docx"), 31, ready, 11),
        document(50, QStringLiteral("출장 여비 기준표.hwpx"), QStringLiteral("hwpx"), 9, DocumentState::Waiting, 0),
        document(51, QStringLiteral("물품 관리 규정 해설.hwpx"), QStringLiteral("hwpx"), 46, DocumentState::Waiting, 0)
    };
    all[0].problem = { ErrorCode::NeedsPassword, all[0].name, QStringLiteral("encrypted package"), Problem::During::Import };
    all[2].problem = { ErrorCode::Damaged, all[2].name, QStringLiteral("zip directory ends early"), Problem::During::Import };
    s.documents[3] = all;
}

void addFound(Script& s)
{
    const QString report = QStringLiteral("보고");
    const auto found = [&](FoundKind kind, const QString& name, const QString& snippet, int page) {
        FoundItem item;
        item.kind = kind;
        item.name = name;
        item.snippet = snippet;
        item.page = page;
        item.at = QDateTime(QDate(2026, 11, 23), QTime(14, 32));
        for (qsizetype at = snippet.indexOf(report); at >= 0; at = snippet.indexOf(report, at + 1))
            item.marks.append({ at, report.size() });
        return item;
    };
    s.found = { found(FoundKind::ChatTitle, QStringLiteral("보고 자료 다듬기"), QStringLiteral("보고 자료 다듬기"), 0),
                found(FoundKind::Message, QStringLiteral("업무용 차량 주말 사용 승인"), QStringLiteral("사고가 나면 24시간 안에 보고서를 내야 합니다"), 0),
                found(FoundKind::DocumentName, QStringLiteral("업무 보고 서식.hwpx"), QStringLiteral("업무 보고 서식.hwpx"), 0),
                found(FoundKind::Passage, QStringLiteral("업무용 차량 관리 규정.hwpx"), QStringLiteral("제14조(사고 보고) ① 운전자는 사고가 나면 즉시 부서장에게 말로 알리고"), 7),
                found(FoundKind::Passage, QStringLiteral("차량 사고 처리 안내.pdf"), QStringLiteral("사고 보고서에는 현장 사진 3장과 약도를 붙인다"), 3) };
    s.found[0].chat = 24;
    s.found[1].chat = 21;
    s.found[1].message = s.messages[21].first().id;
    s.found[2].document = 45;
    s.found[3].document = 45;
    s.found[3].passage = 900;
    s.found[4].document = 46;
    s.found[4].passage = 901;
    for (qsizetype i = 2; i < s.found.size(); ++i)
        s.found[i].collection = 3;
}

} // namespace

void fillWithSamples(Script& s)
{
    s.installedModels = { { QStringLiteral("kr.go.example.midm"), 3, QStringLiteral("믿음 2.0 미니"), QStringLiteral("Mi:dm 2.0 Mini"), QStringLiteral("MIT"), true,
        qint64(1'480) << 20, qint64(1'980) << 20, qint64(9'100) << 20, 12, 11, 24.6, true } };
    const QDateTime now = QDateTime::currentDateTime();
    s.collections = { { 3, QStringLiteral("업무 규정"), 480, 9214, 3 },
                      { 4, QStringLiteral("청사 관리"), 38, 412, 0 },
                      { 5, QStringLiteral("민원 처리 편람"), 112, 2210, 0 },
                      { 6, QStringLiteral("2026 예산"), 64, 930, 2 } };
    s.chats = { { 21, QStringLiteral("업무용 차량 주말 사용 승인"), now, false },
                { 22, QStringLiteral("에너지 절감 계획의 냉방 기준"), now, false },
                { 23, QStringLiteral("공유재산 지침 전체 비교"), now, true },
                { 24, QStringLiteral("보도자료 제목 다섯 가지"), now.addDays(-1), false },
                { 25, QStringLiteral("공유재산 사용료 감면 기준"), now.addDays(-1), false },
                { 26, QStringLiteral("영문 안내문 다듬기"), now.addDays(-1), false },
                { 27, QStringLiteral("기록물 이관 절차 정리"), now.addDays(-4), false },
                { 28, QStringLiteral("3분기 집행률 표 비교"), now.addDays(-5), false } };
    addCitedChat(s);
    addEvidenceChat(s);
    addFailedChat(s);
    addDocuments(s);
    addFound(s);
    using Kind = ScopeChoice::Kind;
    const QString rules = s.collections.first().name;
    for (const CollectionSummary& one : s.collections)
        s.scopes.append({ Kind::Collection, { one.id }, one.name, one.documentCount });
    s.scopes.append({ Kind::Label, { 3, {}, QStringLiteral("감사"), {} }, rules, 12 });
    s.scopes.append({ Kind::Folder, { 3, QStringLiteral("/자료/규정/2025년"), {}, {} }, rules, 61 });
    s.scopes.append({ Kind::Document, { 3, {}, {}, { { 45, QStringLiteral("업무용 차량 관리 규정.hwpx") } } }, rules, 1 });
    s.check = { CitationCheck::File::Same, 0, 0, 62, 62, 7, false, true };
    s.preview = { s.chats.first().title, 1, 5, 0, true, { s.chats.first().title, QStringLiteral("주말과 공휴일에 쓰려면 부서장의 사전 승인이 필요합니다. [1]"), u'“' + kRule + u'”' } };
    s.answerCitations = s.messages[21].last().citations;
    s.answerText = QStringLiteral("주말과 공휴일에 쓰려면 **부서장의 사전 승인**이 필요합니다.[1]");
}

} // namespace sillok::fakes
