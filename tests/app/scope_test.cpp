// A question asked of a part of a collection is answered from that part: nothing else is ever cited.
#include "tests/app/real_desk.h"

using namespace sillok;
using namespace sillok::app;
using sillok::test::kWaitMs;
using sillok::test::RealDesk;

namespace {

const QString kQuestion = QStringLiteral("관용 차량 주차 요금은 얼마인가?");

/// Two years' rules on the same matter, in folders whose names begin alike, and one more.
struct SampleOffice {
    RealDesk real;
    QTemporaryDir files;
    CollectionId collection = 0;

    bool fill()
    {
        write("2024/a.txt", "제1조(주차) 관용 차량 주차 요금은 하루 3,000원이다.\n");
        write("2025/b.txt", "제1조(주차) 관용 차량 주차 요금은 하루 4,000원이다.\n");
        write("2025/부속/c.txt", "제1조(주차) 관용 차량 주차 요금은 하루 5,000원이다.\n");
        write("2025-옛것/d.txt", "제1조(주차) 관용 차량 주차 요금은 하루 6,000원이다.\n");
        if (!real.create())
            return false;
        collection = real.import(QStringLiteral("규정"), { files.path() });
        return collection != 0 && list();
    }
    void write(const char* name, const char* text)
    {
        const QString path = files.filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }
    bool list()
    {
        QSignalSpy changed(&real.desk, &Desk::documentsChanged);
        real.desk.listDocuments(collection);
        return changed.wait(kWaitMs);
    }
    DocumentId idOf(const QString& name)
    {
        for (const DocumentSummary& one : real.desk.documents())
            if (one.name == name)
                return one.id;
        return 0;
    }
    bool label(const QString& name, const QStringList& labels)
    {
        QSignalSpy changed(&real.desk, &Desk::documentsChanged);
        real.desk.setLabels(idOf(name), labels);
        return changed.wait(kWaitMs);
    }
};

QStringList cited(const Message& answer)
{
    QStringList names;
    for (const Citation& one : answer.citations)
        if (!names.contains(one.documentName))
            names.append(one.documentName);
    names.sort();
    return names;
}

} // namespace

class ScopeTest : public QObject {
    Q_OBJECT
private slots:
    void nothingOutsideTheScopeIsCited();
    void anAnswerIsGivenAgainFromTheSame();
    void whatIsGoneIsNotReplacedByTheRest();
    void aChatInMemoryTakesAScope();
    void everythingThatCanBeAskedIsFoundByName();
    void tooLongALabelIsAProblem();
};

void ScopeTest::nothingOutsideTheScopeIsCited()
{
    SampleOffice office;
    QVERIFY(office.fill());
    QCOMPARE(cited(office.real.ask(kQuestion, office.collection)).size(), 4);
    const Message folder = office.real.askOf(kQuestion, { office.collection, office.files.filePath(QStringLiteral("2025")), {}, {} });
    QCOMPARE(cited(folder), (QStringList { QStringLiteral("b.txt"), QStringLiteral("c.txt") }));
    QCOMPARE(folder.documentsSearched, 2);
    const Message document = office.real.askOf(kQuestion, { office.collection, {}, {}, { { office.idOf(QStringLiteral("d.txt")), QStringLiteral("d.txt") } } });
    QCOMPARE(cited(document), QStringList { QStringLiteral("d.txt") });
    QVERIFY(office.label(QStringLiteral("a.txt"), { QStringLiteral(" 옛  요금 ") }));
    QVERIFY(office.label(QStringLiteral("c.txt"), { QStringLiteral("옛 요금"), QStringLiteral("다른 것") }));
    const Message label = office.real.askOf(kQuestion, { office.collection, {}, QStringLiteral("옛 요금"), {} });
    QCOMPARE(cited(label), (QStringList { QStringLiteral("a.txt"), QStringLiteral("c.txt") }));
    const Message both = office.real.askOf(kQuestion, { office.collection, office.files.filePath(QStringLiteral("2025")), QStringLiteral("옛 요금"), {} });
    QCOMPARE(cited(both), QStringList { QStringLiteral("c.txt") });
}

void ScopeTest::anAnswerIsGivenAgainFromTheSame()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const Scope scope { office.collection, office.files.filePath(QStringLiteral("2024")), {}, {} };
    QCOMPARE(cited(office.real.askOf(kQuestion, scope)), QStringList { QStringLiteral("a.txt") });
    const ChatId chat = office.real.chatOfAnswer;
    QVERIFY(office.real.lockAndUnlock());
    QSignalSpy opened(&office.real.desk, &Desk::chatOpened);
    office.real.desk.openChat(chat);
    QVERIFY(opened.wait(kWaitMs));
    QVERIFY(opened[0][2].value<QList<Message>>().last().scope == scope);
    Message again;
    QObject::connect(&office.real.desk, &Desk::messageChanged, &office.real.desk, [&](ChatId, const Message& message) { again = message; });
    office.real.desk.retryAnswer(chat);
    QVERIFY(RealDesk::waitFor([&] { return again.id != 0 && again.state == MessageState::Complete; }));
    QVERIFY(again.scope == scope);
    QCOMPARE(cited(again), QStringList { QStringLiteral("a.txt") });
}

void ScopeTest::whatIsGoneIsNotReplacedByTheRest()
{
    SampleOffice office;
    QVERIFY(office.fill());
    const DocumentId last = office.idOf(QStringLiteral("d.txt"));
    const Scope scope { office.collection, {}, {}, { { last, QStringLiteral("d.txt") } } };
    QSignalSpy changed(&office.real.desk, &Desk::documentsChanged);
    office.real.desk.removeDocument(last);
    QVERIFY(changed.wait(kWaitMs));
    const Message gone = office.real.askOf(kQuestion, scope);
    QCOMPARE(gone.mode, AnswerMode::Refused);
    QVERIFY(gone.citations.isEmpty());
    office.write("neu/e.txt", "제1조(주차) 관용 차량 주차 요금은 하루 7,000원이다.\n");
    QVERIFY(office.real.add(office.collection, { office.files.filePath(QStringLiteral("neu/e.txt")) }));
    QVERIFY(office.list());
    const Scope reused { office.collection, {}, {}, { { office.idOf(QStringLiteral("e.txt")), QStringLiteral("d.txt") } } };
    QVERIFY(office.real.askOf(kQuestion, reused).citations.isEmpty()); // the number went to another document
}

void ScopeTest::aChatInMemoryTakesAScope()
{
    SampleOffice office;
    QVERIFY(office.fill());
    Message answer;
    QObject::connect(&office.real.desk, &Desk::messageChanged, &office.real.desk, [&](ChatId, const Message& message) { answer = message; });
    office.real.desk.sendInMemory(kQuestion, { office.collection, {}, {}, { { office.idOf(QStringLiteral("a.txt")), QStringLiteral("a.txt") } } });
    QVERIFY(RealDesk::waitFor([&] { return answer.id != 0 && answer.state == MessageState::Complete; }));
    QCOMPARE(cited(answer), QStringList { QStringLiteral("a.txt") });
}

void ScopeTest::everythingThatCanBeAskedIsFoundByName()
{
    SampleOffice office;
    QVERIFY(office.fill());
    QVERIFY(office.label(QStringLiteral("a.txt"), { QStringLiteral("부속 요금") }));
    QSignalSpy found(&office.real.desk, &Desk::scopesFound);
    office.real.desk.findScopes(QStringLiteral("부속"));
    QVERIFY(found.wait(kWaitMs));
    const auto choices = found[0][1].value<QList<ScopeChoice>>();
    QCOMPARE(choices.size(), 2);
    QCOMPARE(choices[0].kind, ScopeChoice::Kind::Label);
    QCOMPARE(choices[0].scope.label, QStringLiteral("부속 요금"));
    QCOMPARE(choices[0].documents, 1);
    QCOMPARE(choices[1].kind, ScopeChoice::Kind::Folder);
    QCOMPARE(choices[1].scope.folder, office.files.filePath(QStringLiteral("2025/부속")));
    QCOMPARE(choices[1].collectionName, QStringLiteral("규정"));
    office.real.desk.findScopes(QStringLiteral("B.TXT"));
    QVERIFY(found.wait(kWaitMs));
    const auto documents = found[1][1].value<QList<ScopeChoice>>();
    QCOMPARE(documents.size(), 1);
    QCOMPARE(documents[0].scope.documents.first().id, office.idOf(QStringLiteral("b.txt")));
}

void ScopeTest::tooLongALabelIsAProblem()
{
    SampleOffice office;
    QVERIFY(office.fill());
    QSignalSpy problems(&office.real.desk, &Desk::problem);
    office.real.desk.setLabels(office.idOf(QStringLiteral("a.txt")), { QString(61, u'가') });
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().during, Problem::During::Label);
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::BadArgument);
}

QTEST_GUILESS_MAIN(ScopeTest)
#include "scope_test.moc"
