// context_keeping_test.cpp - What an engine computed of a chat comes back to another engine process, and what does not fit it stays away.
#include "app/services/context_keeping.h"
#include "storage/contexts/context_file.h"
#include "storage/contexts/context_folder.h"
#include "tests/app/real_desk.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/split_model.h"

#include <fstream>

using namespace sillok;
using namespace sillok::app;

namespace {

constexpr uint32_t kBlock = protocol::kPrefixBlockTokens;

class ContextKeepingTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void whatWasComputedComesBackToAnotherProcess();
    void onlyNewBlocksAreWritten();
    void anotherBranchTakesThePlace();
    void whatAnotherModelComputedStaysAway();
    void aDamagedBlockEndsWhatComesBack();
    void blocksInAnotherPlaceAreNotTaken();
    void aStopEndsKeepingAndGiving();
    void shortContextsAreNotKept();
    void filesWithoutAChatAreRemoved();
    void aModelFileIsKnownByItsTimes();
    void theDeskKeepsChatsButNotThoseInMemory();

private:
    std::optional<EngineClient> engine(uint32_t contextTokens = 4096);
    uint32_t keep(EngineClient& from, const std::stop_token& stop = {});
    uint32_t give(EngineClient& to, const std::stop_token& stop = {});
    QByteArray file() const;
    void writeFile(const QByteArray& bytes) const;

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    ContextOwner m_owner;
    InVault m_inVault = [this](const std::function<Result<void>(Workspace&)>& work) { return work(*m_workspace); };
};

struct Said {
    std::string text;
    uint32_t prompt = 0;
    uint32_t known = 0;
};

protocol::Generate request(size_t letters, const char* question = "first")
{
    std::string front;
    for (size_t i = 0; i < letters; ++i)
        front += static_cast<char>('a' + i * i % 23);
    protocol::Generate request;
    request.turns = { { protocol::TurnRole::User, front + question, false } };
    request.maxTokens = 12;
    request.temperatureMilli = 0;
    return request;
}

Said say(EngineClient& engine, const protocol::Generate& request)
{
    Said said;
    const auto done = engine.generate(request, {}, [&said](const protocol::TextWritten& written) { said.text += written.text; });
    if (!done.ok())
        qFatal("%s", done.error().doing.c_str());
    said.prompt = done->promptTokens;
    said.known = done->knownTokens;
    return said;
}

void ContextKeepingTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<test::TemporaryFolder>();
    std::ofstream(m_folder->path() + "/tiny.gguf", std::ios::binary) << test::tinyLlama(4096);
    auto made = Workspace::create(m_folder->path() + "/vault", std::string_view("무궁화 꽃이"), storage::modernProfile().kdfLimits().floor);
    QVERIFY(made.ok());
    m_workspace = std::move(made).value();
    m_owner = { m_workspace->chats().create("예산", 1).value(), 0, "tiny" };
}

std::optional<EngineClient> ContextKeepingTest::engine(uint32_t contextTokens)
{
    std::vector<FileDescriptor> files;
    files.push_back(openForReading(m_folder->path() + "/tiny.gguf").value());
    auto loaded = EngineClient::load(test::programPath("/sillok-engine"), files, { .threads = 1, .contextTokens = contextTokens }, {}, {});
    return loaded.ok() ? std::optional(std::move(loaded).value()) : std::nullopt;
}

uint32_t ContextKeepingTest::keep(EngineClient& from, const std::stop_token& stop) { return keepContext(from, m_inVault, m_owner, stop).value(); }
uint32_t ContextKeepingTest::give(EngineClient& to, const std::stop_token& stop) { return giveContext(to, m_inVault, m_owner, stop).value(); }

QByteArray ContextKeepingTest::file() const
{
    const std::string name = m_workspace->contexts().find(m_owner.chat).value()->fileName;
    QFile file(QString::fromStdString(storage::contextFolder(m_workspace->vault().dir()) + "/" + name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ContextKeepingTest::writeFile(const QByteArray& bytes) const
{
    const std::string name = m_workspace->contexts().find(m_owner.chat).value()->fileName;
    QFile file(QString::fromStdString(storage::contextFolder(m_workspace->vault().dir()) + "/" + name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

void ContextKeepingTest::whatWasComputedComesBackToAnotherProcess()
{
    auto first = engine(), second = engine(), plain = engine();
    QVERIFY(first && second && plain);
    const Said before = say(*first, request(1000));
    const uint32_t kept = keep(*first);
    QVERIFY(kept + kBlock > before.prompt && kept % kBlock == 0 && kept <= before.prompt + 12);
    QCOMPARE(give(*second), kept);
    const Said again = say(*second, request(1000, "second question"));
    QVERIFY2(again.known + 2 * kBlock > again.prompt, qPrintable(QString::number(again.known))); // all but the question's own block and the one it begins in
    const Said cold = say(*plain, request(1000, "second question"));
    QCOMPARE(cold.known, 0u);
    QCOMPARE(again.text, cold.text);
}

void ContextKeepingTest::onlyNewBlocksAreWritten()
{
    auto one = engine();
    say(*one, request(600));
    const uint32_t kept = keep(*one);
    const QByteArray before = file();
    auto longer = request(600);
    longer.turns.push_back({ protocol::TurnRole::Assistant, "an answer", false });
    longer.turns.push_back({ protocol::TurnRole::User, std::string(400, 'z'), false });
    say(*one, longer);
    QVERIFY(keep(*one) > kept);
    const QByteArray after = file();
    const qsizetype block = before.size() / (kept / kBlock);
    // The blocks of the first answer's own words may be others; those of the question are as they were, to the byte.
    const qsizetype same = 600 / kBlock * block;
    QVERIFY(after.size() > before.size());
    QVERIFY(after.first(same) == before.first(same)); // sealed anew they would differ
    auto two = engine();
    QCOMPARE(give(*two), uint32_t(after.size() / block) * kBlock);
}

void ContextKeepingTest::anotherBranchTakesThePlace()
{
    auto one = engine(), two = engine(), plain = engine();
    say(*one, request(900));
    keep(*one);
    auto other = request(900);
    other.turns[0].text.replace(300, 3, "###");
    say(*one, other);
    const uint32_t kept = keep(*one);
    QCOMPARE(give(*two), kept);
    const Said warm = say(*two, other);
    QVERIFY(warm.known == kept || warm.known + kBlock > warm.prompt);
    QCOMPARE(warm.text, say(*plain, other).text);
}

void ContextKeepingTest::whatAnotherModelComputedStaysAway()
{
    auto one = engine(), two = engine();
    say(*one, request(600));
    QVERIFY(keep(*one) > 0);
    m_owner.model = "another";
    QCOMPARE(give(*two), 0u);
    m_owner.model = "tiny";
    QVERIFY(give(*two) > 0);
    // The engine itself takes no numbers of another arithmetic.
    protocol::Prefix offered = two->prefix().value();
    offered.tokens.assign(kBlock, 1);
    QCOMPARE(two->givePrefix(offered, [](uint32_t, std::span<uint8_t>) { return true; }).value(), kBlock);
    offered.tokens.assign(kBlock, 2);
    offered.numerics += " of another";
    QCOMPARE(two->givePrefix(offered, [](uint32_t, std::span<uint8_t>) { return true; }).value(), 0u);
    offered.numerics = two->prefix()->numerics;
    offered.blockBytes += 1;
    QCOMPARE(two->givePrefix(offered, [](uint32_t, std::span<uint8_t>) { return true; }).value(), 0u);
    QVERIFY(!say(*two, request(100)).text.empty());
}

void ContextKeepingTest::aDamagedBlockEndsWhatComesBack()
{
    auto one = engine(), two = engine(), three = engine(), plain = engine();
    say(*one, request(1000));
    const uint32_t blocks = keep(*one) / kBlock;
    QByteArray bytes = file();
    const qsizetype block = bytes.size() / blocks;
    bytes[block * 5 + 100] = static_cast<char>(bytes[block * 5 + 100] ^ 4);
    writeFile(bytes);
    QCOMPARE(give(*two), 5 * kBlock);
    const Said said = say(*two, request(1000));
    QCOMPARE(said.known, 5 * kBlock);
    QCOMPARE(said.text, say(*plain, request(1000)).text);
    writeFile({});
    QCOMPARE(give(*three), 0u);
    QCOMPARE(say(*three, request(1000)).text, said.text);
}

void ContextKeepingTest::blocksInAnotherPlaceAreNotTaken()
{
    auto one = engine(), two = engine();
    say(*one, request(1000));
    const uint32_t blocks = keep(*one) / kBlock;
    QByteArray bytes = file();
    const qsizetype block = bytes.size() / blocks;
    writeFile(bytes.first(2 * block) + bytes.sliced(3 * block, block) + bytes.sliced(2 * block, block) + bytes.sliced(4 * block));
    QCOMPARE(give(*two), 2 * kBlock);
}

void ContextKeepingTest::aStopEndsKeepingAndGiving()
{
    auto one = engine(), two = engine();
    say(*one, request(1000));
    std::stop_source stopped;
    stopped.request_stop();
    QCOMPARE(keep(*one, stopped.get_token()), 0u);
    QVERIFY(!m_workspace->contexts().find(m_owner.chat)->has_value());
    QVERIFY(keep(*one) > 0);
    QCOMPARE(give(*two, stopped.get_token()), 0u);
    QVERIFY(give(*two) > 0); // the engine was only told that there come no more
}

void ContextKeepingTest::shortContextsAreNotKept()
{
    auto one = engine();
    say(*one, request(100));
    QCOMPARE(keep(*one), 0u);
    QVERIFY(!m_workspace->contexts().find(m_owner.chat)->has_value());
}

void ContextKeepingTest::filesWithoutAChatAreRemoved()
{
    auto one = engine();
    say(*one, request(600));
    QVERIFY(keep(*one) > 0);
    const QDir folder(QString::fromStdString(storage::contextFolder(m_workspace->vault().dir())));
    QCOMPARE(folder.entryList(QDir::Files).size(), 1);
    const storage::ChatId chat = m_workspace->chats().create("인사", 1).value();
    const storage::ChatId before = std::exchange(m_owner.chat, chat);
    QVERIFY(keep(*one) > 0);
    QCOMPARE(folder.entryList(QDir::Files).size(), 2);
    QVERIFY(m_workspace->vault().database().execute("DELETE FROM chat WHERE id = " + std::to_string(before)).ok());
    QVERIFY(m_workspace->sweepContexts().ok());
    QCOMPARE(folder.entryList(QDir::Files).size(), 1);
    QVERIFY(!file().isEmpty());
}

void ContextKeepingTest::aModelFileIsKnownByItsTimes()
{
    const std::string path = m_folder->path() + "/tiny.gguf";
    const auto identity = [&] {
        std::vector<FileDescriptor> files;
        files.push_back(openForReading(path).value());
        return modelIdentity("", files);
    };
    const std::string before = identity();
    QCOMPARE(identity(), before);
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('x');
    }
    QVERIFY(identity() != before);
    std::vector<FileDescriptor> files;
    files.push_back(openForReading(path).value());
    QCOMPARE(modelIdentity("digest", files), std::string("digest"));
}

void ContextKeepingTest::theDeskKeepsChatsButNotThoseInMemory()
{
    test::RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(QString::fromStdString(m_folder->path() + "/tiny.gguf")));
    const QDir folder(real.desk.vaultDir() + QStringLiteral("/contexts"));
    const QString question = QString(700, u'q');
    QSignalSpy changed(&real.desk, &Desk::messageChanged);
    const auto answered = [&] {
        QSet<ChatId> chats;
        for (const auto& one : changed) {
            const auto message = one[1].value<Message>();
            if (message.role == Role::Assistant && message.state != MessageState::Writing)
                chats.insert(one[0].value<ChatId>());
        }
        return chats.size();
    };
    real.desk.sendInMemory(question, {});
    QVERIFY(real.waitFor([&] { return answered() == 1; }));
    real.desk.sendInMemory(question, {}); // the engine begins this one after whatever it kept of the one before
    QVERIFY(real.waitFor([&] { return answered() == 2; }));
    QCOMPARE(folder.entryList(QDir::Files).size(), 0);
    const Message first = real.ask(question, 0);
    QCOMPARE(first.state, MessageState::Complete);
    QVERIFY(real.waitFor([&] { return folder.entryList(QDir::Files).size() == 1; }));
    const ChatId chat = real.chatOfAnswer;
    QVERIFY(real.lockAndUnlock());
    QVERIFY(real.waitFor([&] { return real.desk.engine().state == EngineState::Ready; }));
    const Message second = real.ask(QStringLiteral("and then?"), 0, chat);
    QCOMPARE(second.state, MessageState::Complete);
    QVERIFY(real.waitFor([&] { return folder.entryList(QDir::Files).size() == 1; }));
    real.desk.trashChat(chat);
    real.desk.removeTrashed({ chat });
    QVERIFY(real.waitFor([&] { return real.desk.chats().isEmpty() && real.desk.trash().isEmpty(); }));
    QVERIFY(real.lockAndUnlock());
    QCOMPARE(folder.entryList(QDir::Files).size(), 0);
}

} // namespace

QTEST_GUILESS_MAIN(ContextKeepingTest)
#include "context_keeping_test.moc"
