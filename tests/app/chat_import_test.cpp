// chat_import_test.cpp - Chats of other programs: their branches, times and models come along; whatever is wrong with a file ends in a clear
// error or in a count, and never in anything else. The texts here are written by hand after the shapes that the programs publish.
#include "app/services/chat_import/read_chats.h"
#include "app/workers/chat_reader.h"
#include "app/workers/protocol.h"
#include "tests/app/real_desk.h"

#include <QDirIterator>
#include <QProcess>

#include <nlohmann/json.hpp>

using namespace sillok;
using namespace sillok::app;
using nlohmann::json;
using test::RealDesk;

namespace {

struct Read {
    std::vector<ForeignChat> chats;
    Result<LeftOutCounts> end = fail(ErrorCode::Internal, "not read");

    uint32_t leftOut(LeftOut kind) const { return of(*end, kind); }
    std::string path(size_t chat = 0, int32_t from = -2) const
    {
        const ForeignChat& one = chats.at(chat);
        std::string words;
        for (int32_t at = from == -2 ? one.shown : from; at >= 0; at = one.messages[static_cast<size_t>(at)].parent)
            words = (one.messages[static_cast<size_t>(at)].answer ? "A " : "Q ") + one.messages[static_cast<size_t>(at)].text + (words.empty() ? "" : " | ") + words;
        return words;
    }
};

Read read(const std::string& text)
{
    Read all;
    const Bytes bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    all.end = readForeignChats(bytes, [&](ForeignChat&& chat) -> Result<void> {
        all.chats.push_back(std::move(chat));
        return {};
    });
    return all;
}

json gptNode(const char* id, const json& parent, const char* role, const json& content, double at)
{
    return { { "id", id }, { "parent", parent }, { "children", json::array() },
        { "message", { { "id", id }, { "author", { { "role", role } } }, { "create_time", at }, { "content", content }, { "metadata", { { "model_slug", "gpt-4o" } } } } } };
}

json said(const char* text) { return { { "content_type", "text" }, { "parts", { text } } }; }

/// A question, two answers to it, and a second question below the second of them; a tool speaks in between.
json gptChat()
{
    json mapping;
    mapping["root"] = { { "id", "root" }, { "message", nullptr }, { "parent", nullptr }, { "children", { "q1" } } };
    mapping["sys"] = gptNode("sys", "root", "system", said(""), 1'700'000'000);
    mapping["q1"] = gptNode("q1", "sys", "user", said("배차는 누가 승인하나요?"), 1'700'000'001.5);
    mapping["z-first"] = gptNode("z-first", "q1", "assistant", said("팀장입니다."), 1'700'000'002);
    mapping["a-second"] = gptNode("a-second", "q1", "assistant", said("찾아보겠습니다."), 1'700'000'003);
    mapping["tool"] = gptNode("tool", "a-second", "tool", said("search results"), 1'700'000'004);
    mapping["a-more"] = gptNode("a-more", "tool", "assistant", said("부서장입니다."), 1'700'000'005);
    mapping["q2"] = gptNode("q2", "a-more", "user",
        { { "content_type", "multimodal_text" }, { "parts", { "이 사진은요?", { { "content_type", "image_asset_pointer" }, { "asset_pointer", "file-service://x" } } } } }, 1'700'000'006);
    mapping["q2"]["message"]["metadata"]["attachments"] = { { { "name", "배차 신청서.hwpx" } } };
    return { { "conversation_id", "c-1" }, { "title", "주말 배차" }, { "create_time", 1'700'000'000 }, { "update_time", 1'700'000'010 }, { "current_node", "q2" },
        { "is_archived", true }, { "mapping", mapping } };
}

json openWebUiChat()
{
    const json messages = { { "m1", { { "id", "m1" }, { "parentId", nullptr }, { "role", "user" }, { "content", "휴가는 며칠인가요?" }, { "timestamp", 1'710'000'000 } } },
        { "m2", { { "id", "m2" }, { "parentId", "m1" }, { "role", "assistant" }, { "content", "15일입니다." }, { "model", "exaone:7b" }, { "timestamp", 1'710'000'001 } } },
        { "m3", { { "id", "m3" }, { "parentId", "m1" }, { "role", "assistant" }, { "content", "열닷새입니다." }, { "model", "qwen:7b" }, { "timestamp", 1'710'000'002 } } },
        { "m4", { { "id", "m4" }, { "parentId", "m2" }, { "role", "user" }, { "content", "첨부를 보세요" }, { "timestamp", 1'710'000'003 },
                    { "files", { { { "type", "file" }, { "name", "지침.pdf" } }, { { "type", "image" }, { "url", "data:image/png;base64,AAAA" } } } } } } };
    return { { "id", "w-1" }, { "title", "연차" }, { "created_at", 1'710'000'000 }, { "updated_at", 1'710'000'100 }, { "pinned", true },
        { "chat", { { "title", "연차" }, { "models", { "exaone:7b" } }, { "history", { { "messages", messages }, { "currentId", "m4" } } } } } };
}

json lmStudioChat()
{
    const auto block = [](const char* text, const char* style) {
        json step = { { "type", "contentBlock" }, { "content", { { { "type", "text" }, { "text", text } } } } };
        if (*style != 0)
            step["style"] = { { "type", style } };
        return step;
    };
    const json question = { { "type", "singleStep" }, { "role", "user" }, { "content", { { { "type", "text" }, { "text", "Name a tree" } } } } };
    const json oak = { { "type", "multiStep" }, { "role", "assistant" }, { "senderInfo", { { "senderName", "llama-3" } } }, { "steps", { block("hmm", "thinking"), block("Oak", ""), { { "type", "debugInfoBlock" } } } } };
    const json elm = { { "type", "multiStep" }, { "role", "assistant" }, { "senderInfo", { { "senderName", "llama-3" } } }, { "steps", { block("Elm", "") } } };
    const json next = { { "type", "singleStep" }, { "role", "user" }, { "content", { { { "type", "text" }, { "text", "Another" } } } } };
    return { { "name", "Trees" }, { "createdAt", 1'720'000'000'123 }, { "userLastMessagedAt", 1'720'000'009'000 },
        { "messages", { { { "versions", { question } }, { "currentlySelected", 0 } }, { { "versions", { oak, elm } }, { "currentlySelected", 1 } }, { { "versions", { next } }, { "currentlySelected", 0 } } } } };
}

QString written(const QTemporaryDir& dir, const QString& name, const std::string& text)
{
    QFile file(dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
        qFatal("the sample could not be written");
    return file.fileName();
}

std::string readerProgram() { return test::programPath("/sillok-reader"); }

Result<ForeignChats> readSealed(const QString& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path.toStdString()));
    return readChats(readerProgram(), file, {}, {});
}

/// Looks into a file and takes it in; how many were added.
int takeIn(RealDesk& real, const QString& path, ChatImportPreview* preview = nullptr)
{
    QSignalSpy looked(&real.desk, &Desk::chatImportPreviewed), progressed(&real.desk, &Desk::chatImportProgressed);
    real.desk.lookIntoChats(path);
    if (!RealDesk::waitFor([&] { return !looked.isEmpty(); }))
        return -1;
    if (preview)
        *preview = looked[0][0].value<ChatImportPreview>();
    real.desk.importChats();
    const auto last = [&] { return progressed.isEmpty() ? ChatImportProgress {} : progressed.last()[0].value<ChatImportProgress>(); };
    return RealDesk::waitFor([&] { return last().finished; }) ? last().added : -1;
}

} // namespace

class ChatImportTest : public QObject {
    Q_OBJECT
private slots:
    void chatGptKeepsBranchesTimesAndModels();
    void openWebUiKeepsBranchesTimesAndModels();
    void lmStudioKeepsVersionsAndThoughts();
    void allThreeMayStandInOneList();
    void sameSpeakersBecomeOneOnlyWhereNothingElseHangs();
    void wrongFilesAreClearErrors_data();
    void wrongFilesAreClearErrors();
    void wrongLinksAreCounted();
    void textsAreCleanedAndCut();
    void tooLargeAChatIsCountedAndTheRestComes();
    void aHundredThousandMessagesDeep();
    void randomDamageNeverBreaksTheReader();
    void framesOutOfPlaceAreRefused();
    void theSealedReaderReadsJsonAndZip();
    void importingTwiceAddsNothingAndUndoRemoves();
    void aTimeAheadOfTheClockIsNotBelieved();
    void aStoppedImportKeepsWholeChats();
    void nothingOfTheFileIsLeftOnTheDisk();
    void manyChatsAreTakenIn();
};

void ChatImportTest::chatGptKeepsBranchesTimesAndModels()
{
    const Read all = read(json::array({ gptChat() }).dump());
    QVERIFY(all.end.ok());
    QCOMPARE(all.chats.size(), size_t(1));
    const ForeignChat& chat = all.chats[0];
    QVERIFY(chat.source == ForeignSource::ChatGpt && chat.archived);
    QCOMPARE(chat.title, std::string("주말 배차"));
    QCOMPARE(all.path(), std::string("Q 배차는 누가 승인하나요? | A 찾아보겠습니다.\n\n부서장입니다. | Q 이 사진은요?\n[배차 신청서.hwpx]"));
    QCOMPARE(chat.messages.size(), size_t(4)); // the first answer stays as another branch, and comes first
    QCOMPARE(chat.messages[1].text, std::string("팀장입니다."));
    QCOMPARE(chat.messages[1].parent, 0);
    QCOMPARE(chat.messages[2].parent, 0);
    QCOMPARE(chat.messages[0].createdAtMs, int64_t(1'700'000'001'500));
    QCOMPARE(chat.messages[1].model, std::string("gpt-4o"));
    QCOMPARE(chat.updatedAtMs, int64_t(1'700'000'010'000));
    QCOMPARE(all.leftOut(LeftOut::Images), 1u);
    QCOMPARE(all.leftOut(LeftOut::Files), 1u);
    QCOMPARE(all.leftOut(LeftOut::ToolOutputs), 1u);
}

void ChatImportTest::openWebUiKeepsBranchesTimesAndModels()
{
    const Read all = read(json::array({ openWebUiChat() }).dump());
    QVERIFY(all.end.ok());
    const ForeignChat& chat = all.chats.at(0);
    QVERIFY(chat.source == ForeignSource::OpenWebUi && chat.pinned && !chat.archived);
    QCOMPARE(all.path(), std::string("Q 휴가는 며칠인가요? | A 15일입니다. | Q 첨부를 보세요\n[지침.pdf]"));
    QCOMPARE(chat.messages.size(), size_t(4));
    std::vector<std::string> models;
    for (const ForeignMessage& message : chat.messages)
        if (message.answer)
            models.push_back(message.model);
    QVERIFY((models == std::vector<std::string> { "exaone:7b", "qwen:7b" }));
    QCOMPARE(chat.createdAtMs, int64_t(1'710'000'000'000));
    QCOMPARE(all.leftOut(LeftOut::Images), 1u);
    const Read single = read(openWebUiChat().dump()); // one chat by itself
    QCOMPARE(single.path(), all.path());
}

void ChatImportTest::lmStudioKeepsVersionsAndThoughts()
{
    const Read all = read(lmStudioChat().dump());
    QVERIFY(all.end.ok());
    const ForeignChat& chat = all.chats.at(0);
    QCOMPARE(all.path(), std::string("Q Name a tree | A Elm | Q Another"));
    QCOMPARE(chat.messages.size(), size_t(4));
    const auto oak = std::ranges::find(chat.messages, "Oak", &ForeignMessage::text);
    QVERIFY(oak != chat.messages.end() && oak->parent == 0);
    QCOMPARE(oak->thought, std::string("hmm"));
    QCOMPARE(oak->model, std::string("llama-3"));
    QCOMPARE(chat.createdAtMs, int64_t(1'720'000'000'123));
    QVERIFY(!chat.id.empty());
}

void ChatImportTest::allThreeMayStandInOneList()
{
    const Read all = read(json::array({ gptChat(), openWebUiChat(), lmStudioChat(), { { "name", "something else" } }, 3, nullptr }).dump());
    QVERIFY(all.end.ok());
    QCOMPARE(all.chats.size(), size_t(3));
    QCOMPARE(all.leftOut(LeftOut::UnknownEntries), 3u);
}

void ChatImportTest::sameSpeakersBecomeOneOnlyWhereNothingElseHangs()
{
    json chat = gptChat();
    chat["mapping"]["side"] = gptNode("side", "a-second", "user", said("다른 질문"), 1'700'000'007);
    const Read all = read(json::array({ chat }).dump());
    QCOMPARE(all.path(), std::string("Q 배차는 누가 승인하나요? | A 찾아보겠습니다. | A 부서장입니다. | Q 이 사진은요?\n[배차 신청서.hwpx]"));
    const auto side = std::ranges::find(all.chats[0].messages, "다른 질문", &ForeignMessage::text);
    QCOMPARE(all.path(0, static_cast<int32_t>(side - all.chats[0].messages.begin())), std::string("Q 배차는 누가 승인하나요? | A 찾아보겠습니다. | Q 다른 질문"));
}

void ChatImportTest::wrongFilesAreClearErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const std::string& text, ErrorCode code) { QTest::newRow(name) << QByteArray::fromStdString(text) << static_cast<int>(code); };
    const std::string good = json::array({ gptChat() }).dump();
    row("empty", "", ErrorCode::Damaged);
    row("no json", "hello", ErrorCode::Damaged);
    row("truncated", good.substr(0, good.size() - 40), ErrorCode::Damaged);
    row("cut in a character", good.substr(0, good.find("배") + 1), ErrorCode::Damaged);
    row("more behind it", good + "]", ErrorCode::Damaged);
    row("lone surrogate", R"([{"title":"\ud800","mapping":{}}])", ErrorCode::Damaged);
    row("bytes that are no UTF-8", "[{\"title\":\"\xff\xfe\",\"mapping\":{}}]", ErrorCode::Damaged);
    row("a NUL byte", std::string("[{\"title\":\"a\0b\"}]", 17), ErrorCode::Damaged);
    row("a hundred thousand deep", std::string(100'000, '['), ErrorCode::Unsafe);
    row("objects a hundred thousand deep", [] {
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "{\"a\":";
        return deep;
    }(), ErrorCode::Unsafe);
    row("another program's list", R"([{"name":"a"},{"name":"b"}])", ErrorCode::Unsupported);
    row("empty list", "[]", ErrorCode::Unsupported);
    row("a number", "42", ErrorCode::Unsupported);
    row("no zip", "PK\x03\x04 and nothing more", ErrorCode::Damaged);
}

void ChatImportTest::wrongFilesAreClearErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    const Read all = read(text.toStdString());
    QVERIFY(!all.end.ok());
    QCOMPARE(errorCodeName(all.end.error().code), errorCodeName(static_cast<ErrorCode>(code)));
    QVERIFY(all.end.error().doing.size() < 200); // says where and what, and nothing of what is in the file
}

void ChatImportTest::wrongLinksAreCounted()
{
    json chat = gptChat();
    chat["mapping"]["x"] = gptNode("x", "y", "user", said("둥근 하나"), 1);
    chat["mapping"]["y"] = gptNode("y", "x", "assistant", said("둥근 둘"), 2);
    chat["mapping"]["self"] = gptNode("self", "self", "user", said("제 꼬리"), 3);
    chat["mapping"]["lost"] = gptNode("lost", "nobody", "user", said("부모 없음"), 4);
    const Read all = read(json::array({ chat }).dump());
    QVERIFY(all.end.ok());
    QCOMPARE(all.leftOut(LeftOut::BrokenLinks), 3u);
    for (const char* text : { "둥근 하나", "둥근 둘", "제 꼬리", "부모 없음" })
        QVERIFY(std::ranges::any_of(all.chats[0].messages, [text](const ForeignMessage& message) { return message.text == text; }));
    for (size_t i = 0; i < all.chats[0].messages.size(); ++i)
        QVERIFY(all.chats[0].messages[i].parent < static_cast<int32_t>(i));
    const Read empty = read(R"([{"title":"leer","mapping":{}},{"mapping":{"a":{"message":7,"parent":[]}}}])");
    QVERIFY(empty.end.ok() && empty.chats.empty());
    QCOMPARE(empty.leftOut(LeftOut::EmptyChats), 2u);
}

void ChatImportTest::textsAreCleanedAndCut()
{
    json chat = gptChat();
    chat["title"] = "제목\u202e뒤집힘";
    chat["mapping"]["q1"] = gptNode("q1", "sys", "user", said("a\tb\nc"), 1'700'000'001);
    chat["mapping"]["q1"]["message"]["content"]["parts"] = { std::string("a\0b\x1b[31m\tc\nd\xe2\x80\xae", 15) };
    chat["mapping"]["z-first"]["message"]["content"]["parts"] = { "가" + std::string(3u << 20, 'x') };
    const Read all = read(json::array({ chat }).dump());
    QVERIFY(all.end.ok());
    QCOMPARE(all.chats[0].title, std::string("제목뒤집힘"));
    QCOMPARE(all.chats[0].messages[0].text, std::string("ab[31m\tc\nd"));
    QCOMPARE(all.leftOut(LeftOut::HiddenCharacters), 4u);
    QCOMPARE(all.leftOut(LeftOut::LongTexts), 1u);
    QVERIFY(all.chats[0].messages[1].text.size() <= kMostMessageBytes);
    json cut = gptChat();
    cut["mapping"]["z-first"]["message"]["content"]["parts"] = { std::string((1u << 20) - 1, 'x') + "가" }; // the limit lies inside a character
    QCOMPARE(read(json::array({ cut }).dump()).chats[0].messages[1].text.size(), size_t((1u << 20) - 1));
}

void ChatImportTest::tooLargeAChatIsCountedAndTheRestComes()
{
    json large = gptChat();
    large["junk"] = std::string(kMostChatBytes + 1, 'x');
    json wide = gptChat();
    wide["junk"] = std::vector<int>(kMostChatValues + 1, 0);
    const Read all = read(json::array({ large, openWebUiChat(), wide, lmStudioChat() }).dump());
    QVERIFY(all.end.ok());
    QCOMPARE(all.chats.size(), size_t(2));
    QCOMPARE(all.leftOut(LeftOut::LargeChats), 2u);
}

void ChatImportTest::aHundredThousandMessagesDeep()
{
    json mapping;
    for (int i = 0; i < 100'000; ++i) {
        const std::string id = std::to_string(i);
        mapping[id] = { { "parent", i == 0 ? json(nullptr) : json(std::to_string(i - 1)) }, { "message", { { "author", { { "role", i % 2 ? "assistant" : "user" } } }, { "content", said("x") } } } };
    }
    const Read all = read(json::array({ { { "id", "deep" }, { "mapping", mapping } } }).dump());
    QVERIFY(all.end.ok());
    QVERIFY(all.chats[0].messages.size() <= kMostChatMessages);
    QVERIFY(all.leftOut(LeftOut::UnknownParts) > 0); // beyond what one chat may have
}

void ChatImportTest::randomDamageNeverBreaksTheReader()
{
    const std::string good = json::array({ gptChat(), openWebUiChat(), lmStudioChat() }).dump();
    uint32_t state = 12345;
    const auto random = [&](size_t below) {
        state = state * 1'664'525 + 1'013'904'223;
        return static_cast<size_t>(state >> 8) % below;
    };
    const std::string marks = "{}[]\",:0123456789nulltruefalse\\\x00\x7f";
    int whole = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string text = good;
        for (size_t n = 1 + random(6); n > 0; --n)
            text[random(text.size())] = marks[random(marks.size())];
        const Read all = read(text);
        whole += all.end.ok();
        for (const ForeignChat& chat : all.chats) {
            QVERIFY(!chat.messages.empty() && !chat.id.empty());
            for (size_t at = 0; at < chat.messages.size(); ++at)
                QVERIFY(chat.messages[at].parent < static_cast<int32_t>(at));
        }
    }
    qInfo("%d of 3000 damaged files could still be read", whole);
}

void ChatImportTest::framesOutOfPlaceAreRefused()
{
    using protocol::Type;
    ForeignChat chat = read(json::array({ gptChat() }).dump()).chats.at(0);
    const auto begun = protocol::encode(protocol::ChatBegun { chat, 4 });
    protocol::ChatParts parts;
    Frame frame { static_cast<uint16_t>(Type::ChatBegun), begun, {} };
    QVERIFY(parts.take(frame).ok());
    QVERIFY(!parts.complete());
    QVERIFY(!parts.take(frame).ok()); // another one before the messages came
    for (size_t cut = 0; cut < begun.size(); ++cut)
        QVERIFY(!protocol::decodeChatBegun(Bytes(begun).first(cut)).ok());
    protocol::ChatBegun wrong { chat, 4 };
    wrong.chat.shown = 4;
    QVERIFY(!protocol::decodeChatBegun(protocol::encode(wrong)).ok());
    wrong.chat.shown = 0;
    wrong.messages = kMostChatMessages + 1;
    QVERIFY(!protocol::decodeChatBegun(protocol::encode(wrong)).ok());
}

void ChatImportTest::theSealedReaderReadsJsonAndZip()
{
    const QTemporaryDir dir;
    const QString plain = written(dir, QStringLiteral("conversations.json"), json::array({ gptChat(), openWebUiChat() }).dump());
    const auto chats = readSealed(plain);
    QVERIFY2(chats.ok(), chats.ok() ? "" : chats.error().doing.c_str());
    QCOMPARE(chats->chats.size(), size_t(2));
    QCOMPARE(chats->leftOut[static_cast<size_t>(LeftOut::Images)], 2u);
    QCOMPARE(chats->chats[0].messages.size(), size_t(4));
    QProcess zip; // by another program than ours
    zip.setWorkingDirectory(dir.path());
    zip.start(QStringLiteral("/usr/bin/python3"), { QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-c"), QStringLiteral("export.zip"), QStringLiteral("conversations.json") });
    if (!zip.waitForFinished() || zip.exitCode() != 0)
        QSKIP("no program that makes a zip");
    const auto zipped = readSealed(dir.filePath(QStringLiteral("export.zip")));
    QVERIFY2(zipped.ok(), zipped.ok() ? "" : zipped.error().doing.c_str());
    QCOMPARE(zipped->chats.size(), size_t(2));
    const auto deep = readSealed(written(dir, QStringLiteral("deep.json"), std::string(100'000, '[')));
    QVERIFY(!deep.ok() && deep.error().code == ErrorCode::Unsafe);
}

void ChatImportTest::importingTwiceAddsNothingAndUndoRemoves()
{
    const QTemporaryDir dir;
    const QString file = written(dir, QStringLiteral("conversations.json"), json::array({ gptChat(), openWebUiChat(), lmStudioChat(), gptChat() }).dump());
    RealDesk real;
    QVERIFY(real.create());
    ChatImportPreview preview;
    QCOMPARE(takeIn(real, file, &preview), 3);
    QCOMPARE(preview.chats, 4);
    QCOMPARE(preview.alreadyThere, 1); // it stands there twice
    QCOMPARE(preview.programs, QStringList({ QStringLiteral("ChatGPT"), QStringLiteral("Open WebUI"), QStringLiteral("LM Studio") }));
    QCOMPARE(preview.from, QDateTime::fromMSecsSinceEpoch(1'700'000'000'000));
    QCOMPARE(preview.to, QDateTime::fromMSecsSinceEpoch(1'720'000'009'000));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == 3; }));
    const auto webui = std::ranges::find(real.desk.chats(), QStringLiteral("연차"), &ChatSummary::title);
    QVERIFY(webui != real.desk.chats().end() && webui->pinned);
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.openChat(webui->id);
    QVERIFY(opened.wait(test::kWaitMs));
    const auto path = opened[0][2].value<QList<Message>>();
    QCOMPARE(path.size(), 3);
    QCOMPARE(path[1].text, QStringLiteral("15일입니다."));
    QCOMPARE(path[1].modelName, QStringLiteral("exaone:7b"));
    QCOMPARE(path[1].createdAt, QDateTime::fromMSecsSinceEpoch(1'710'000'001'000));
    QSignalSpy found(&real.desk, &Desk::chatsFound);
    real.desk.searchChats(QStringLiteral("부서장"));
    QVERIFY(found.wait(test::kWaitMs));
    QCOMPARE(found[0][1].value<QList<ChatHit>>().size(), 1);
    QCOMPARE(takeIn(real, file), 0);
    QCOMPARE(real.desk.chats().size(), 3);
    QCOMPARE(takeIn(real, written(dir, QStringLiteral("b.json"), json::array({ lmStudioChat() }).dump())), 0);
    RealDesk other;
    QVERIFY(other.create());
    QCOMPARE(takeIn(other, file), 3);
    other.desk.undoChatImport();
    QVERIFY(RealDesk::waitFor([&] { return other.desk.chats().isEmpty(); }));
    QVERIFY(other.desk.trash().isEmpty());
    QCOMPARE(takeIn(other, file), 3); // and can come again
}

/// Otherwise a file could make the vault believe that a year has gone by, and chats would go before their time.
void ChatImportTest::aTimeAheadOfTheClockIsNotBelieved()
{
    const auto later = static_cast<double>(QDateTime::currentDateTime().addDays(300).toSecsSinceEpoch());
    json chat = gptChat();
    chat["create_time"] = chat["update_time"] = later;
    chat["mapping"]["q1"]["message"]["create_time"] = later;
    chat["is_archived"] = false;
    const QTemporaryDir dir;
    RealDesk real;
    QVERIFY(real.create());
    QCOMPARE(takeIn(real, written(dir, QStringLiteral("conversations.json"), json::array({ chat }).dump())), 1);
    QVERIFY(real.desk.chats().first().updatedAt <= QDateTime::currentDateTime());
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.openChat(real.desk.chats().first().id);
    QVERIFY(RealDesk::waitFor([&] { return !opened.isEmpty(); }));
    for (const Message& message : opened[0][2].value<QList<Message>>())
        QVERIFY(message.createdAt <= QDateTime::currentDateTime());
}

void ChatImportTest::aStoppedImportKeepsWholeChats()
{
    json all = json::array();
    for (int i = 0; i < 3000; ++i) {
        json chat = gptChat();
        chat["conversation_id"] = "c" + std::to_string(i);
        all.push_back(chat);
    }
    const QTemporaryDir dir;
    const QString file = written(dir, QStringLiteral("many.json"), all.dump());
    RealDesk real;
    QVERIFY(real.create());
    QSignalSpy looked(&real.desk, &Desk::chatImportPreviewed), progressed(&real.desk, &Desk::chatImportProgressed);
    real.desk.lookIntoChats(file);
    QVERIFY(RealDesk::waitFor([&] { return !looked.isEmpty(); }));
    connect(&real.desk, &Desk::chatImportProgressed, &real.desk, [&](const ChatImportProgress& progress) {
        if (progress.done > 0)
            real.desk.cancelChatImport();
    });
    real.desk.importChats();
    const auto last = [&] { return progressed.isEmpty() ? ChatImportProgress {} : progressed.last()[0].value<ChatImportProgress>(); };
    QVERIFY(RealDesk::waitFor([&] { return last().finished; }));
    QVERIFY(last().cancelled && last().added > 0 && last().added < 3000);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == last().added; }));
    real.desk.undoChatImport();
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().isEmpty(); }));
}

void ChatImportTest::nothingOfTheFileIsLeftOnTheDisk()
{
    const std::string canary = "카나리아 zqxjkv 한 마리";
    json chat = gptChat();
    chat["mapping"]["q1"]["message"]["content"]["parts"] = { canary };
    const QTemporaryDir dir;
    const QString file = written(dir, QStringLiteral("conversations.json"), json::array({ chat }).dump());
    RealDesk real;
    QVERIFY(real.create());
    QCOMPARE(takeIn(real, file), 1);
    real.desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Locked; }));
    QDirIterator files(real.folder.path(), QDir::Files, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        QFile one(files.next());
        QVERIFY(one.open(QIODevice::ReadOnly));
        const QByteArray bytes = one.readAll();
        QVERIFY2(!bytes.contains(QByteArray::fromStdString(canary)) && !bytes.contains("zqxjkv"), qPrintable(one.fileName()));
        ++looked;
    }
    QVERIFY(looked > 2);
}

void ChatImportTest::manyChatsAreTakenIn()
{
    json all = json::array();
    for (int i = 0; i < 1000; ++i) {
        json chat = gptChat();
        chat["conversation_id"] = "c" + std::to_string(i);
        all.push_back(chat);
    }
    const QTemporaryDir dir;
    const QString file = written(dir, QStringLiteral("many.json"), all.dump());
    RealDesk real;
    QVERIFY(real.create());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(takeIn(real, file), 1000);
    qInfo("1000 chats (%.1f MB of JSON) read, looked at and stored in %lld ms", double(QFileInfo(file).size()) / 1e6, static_cast<long long>(timer.elapsed()));
}

QTEST_GUILESS_MAIN(ChatImportTest)
#include "chat_import_test.moc"
