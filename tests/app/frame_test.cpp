#include "app/workers/protocol.h"

#include <QtTest>

#include <fcntl.h>
#include <limits>
#include <random>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;
using namespace std::chrono_literals;

/// Two ends of a link; `raw` is the other end for writing nonsense.
struct Pair {
    Pair()
    {
        int fds[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
            qFatal("socketpair");
        link = std::make_unique<FrameLink>(FileDescriptor(fds[0]));
        raw = FileDescriptor(fds[1]);
    }
    void write(const QByteArray& bytes) const { QCOMPARE(::write(raw.get(), bytes.constData(), static_cast<size_t>(bytes.size())), bytes.size()); }
    std::unique_ptr<FrameLink> link;
    FileDescriptor raw;
};

QByteArray header(const char* magic, char version, uint16_t type, uint16_t reserved, uint32_t length)
{
    QByteArray bytes(magic, 3);
    bytes.append(version);
    bytes.append(reinterpret_cast<const char*>(&type), 2);
    bytes.append(reinterpret_cast<const char*>(&reserved), 2);
    bytes.append(reinterpret_cast<const char*>(&length), 4);
    return bytes;
}

class FrameTest : public QObject {
    Q_OBJECT
private slots:
    void framesArriveInOrderWithTheirDescriptor();
    void wrongHeadersCloseTheLink_data();
    void wrongHeadersCloseTheLink();
    void aFrameOverTheCapIsNotSent();
    void aCutFrameTimesOutAndAClosedEndIsSeen();
    void extraDescriptorsAreClosed();
    void messagesComeBackAsTheyWere();
    void vectorsOutOfRangeAreRefused();
    void everyTruncationAndEveryExtraByteIsRefused();
    void randomBytesNeverCrashADecoder();
};

void FrameTest::framesArriveInOrderWithTheirDescriptor()
{
    Pair pair;
    const FrameLink other(FileDescriptor(dup(pair.raw.get())));
    const std::vector<uint8_t> payload { 1, 2, 3 };
    const FileDescriptor file(memfd_create("x", 0));
    QVERIFY(other.send(7, payload, file.get()).ok());
    QVERIFY(other.send(8, {}).ok());
    const auto first = pair.link->receive(1s);
    QVERIFY(first.ok());
    QCOMPARE(first->type, 7);
    QCOMPARE(first->payload, payload);
    QVERIFY(first->file.valid());
    const auto second = pair.link->receive(1s);
    QVERIFY(second.ok());
    QCOMPARE(second->type, 8);
    QVERIFY(second->payload.empty());
    QVERIFY(!second->file.valid());
}

void FrameTest::wrongHeadersCloseTheLink_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("magic") << header("XXX", 1, 1, 0, 0);
    QTest::newRow("version") << header("SLK", 2, 1, 0, 0);
    QTest::newRow("reserved") << header("SLK", 1, 1, 1, 0);
    QTest::newRow("length over the cap") << header("SLK", 1, 1, 0, kMaxFrameBytes + 1);
    QTest::newRow("length 4 GiB") << header("SLK", 1, 1, 0, 0xFFFFFFFF);
}

void FrameTest::wrongHeadersCloseTheLink()
{
    QFETCH(QByteArray, bytes);
    Pair pair;
    pair.write(bytes);
    const auto frame = pair.link->receive(1s);
    QVERIFY(!frame.ok());
    QCOMPARE(frame.error().code, ErrorCode::Damaged);
}

void FrameTest::aFrameOverTheCapIsNotSent()
{
    Pair pair;
    const std::vector<uint8_t> tooLarge(kMaxFrameBytes + 1);
    QCOMPARE(pair.link->send(1, tooLarge).error().code, ErrorCode::BadArgument);
}

void FrameTest::aCutFrameTimesOutAndAClosedEndIsSeen()
{
    Pair pair;
    pair.write(header("SLK", 1, 1, 0, 4) + "ab");
    QCOMPARE(pair.link->receive(10ms).error().code, ErrorCode::TimedOut);
    pair.write("cd");
    const auto whole = pair.link->receive(1s);
    QVERIFY(whole.ok());
    QCOMPARE(whole->payload.size(), size_t { 4 });
    pair.raw.reset();
    QCOMPARE(pair.link->receive(1s).error().code, ErrorCode::WorkerDied);
}

void FrameTest::extraDescriptorsAreClosed()
{
    const auto countOpen = [] {
        int count = 0;
        for (int fd = 0; fd < 256; ++fd)
            count += fcntl(fd, F_GETFD) >= 0;
        return count;
    };
    Pair pair;
    const FileDescriptor file(memfd_create("x", 0));
    const int before = countOpen();
    QByteArray bytes = header("SLK", 1, 1, 0, 0);
    alignas(cmsghdr) char control[CMSG_SPACE(3 * sizeof(int))] = {};
    iovec part { bytes.data(), static_cast<size_t>(bytes.size()) };
    msghdr message {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(3 * sizeof(int));
    const int three[3] = { file.get(), file.get(), file.get() };
    std::memcpy(CMSG_DATA(head), three, sizeof three);
    QVERIFY(sendmsg(pair.raw.get(), &message, 0) > 0);
    {
        const auto frame = pair.link->receive(1s);
        QVERIFY(frame.ok());
        QVERIFY(frame->file.valid());
        QCOMPARE(countOpen(), before + 1);
    }
    QCOMPARE(countOpen(), before);
}

namespace {

protocol::Generate someQuestion()
{
    return { { { protocol::TurnRole::System, "규칙" }, { protocol::TurnRole::User, "질문" } }, 99, protocol::Purpose::Documents, 7, 1700000000 };
}

std::vector<documents::Block> someBlocks()
{
    documents::Block row;
    row.kind = documents::BlockKind::TableRow;
    row.text = "가 | 나";
    row.page = 3;
    row.table = 2;
    row.tableHeader = true;
    row.row = 1;
    row.cells = { { 0, 2, 3 }, { 2, 1, 1 } };
    documents::Block heading;
    heading.kind = documents::BlockKind::Heading;
    heading.text = "제1조";
    heading.headingLevel = 3;
    return { row, heading };
}

/// Every message of the protocol with its decoder.
struct Codec {
    const char* name;
    std::vector<uint8_t> bytes;
    bool (*decodes)(Bytes);
};

std::vector<Codec> everyMessage()
{
    using namespace protocol;
    return {
        { "ReadDocument", encode(ReadDocument { "md" }), [](Bytes b) { return decodeReadDocument(b).ok(); } },
        { "ReadProgress", encode(ReadProgress { 1, 2 }), [](Bytes b) { return decodeProgress(b).ok(); } },
        { "ReadDone", encode(ReadDone { "제목", "PDF", 3, true, 4, { 1, 3 } }), [](Bytes b) { return decodeReadDone(b).ok(); } },
        { "LoadModel", encode(LoadModel { 2, 4096, 3, ModelUse::Searching, "{{ x }}", { { Purpose::Documents, 700, 900, 50, 40, 1100, 1500 } }, { "<끝>", "###" } }), [](Bytes b) { return decodeLoadModel(b).ok(); } },
        { "ModelLoaded", encode(ModelLoaded { "m", "llama", 4096, 12345, 384, true, CardUse::Used, "card" }), [](Bytes b) { return decodeModelLoaded(b).ok(); } },
        { "Generate", encode(someQuestion()), [](Bytes b) { return decodeGenerate(b).ok(); } },
        { "TextWritten", encode(TextWritten { "글" }), [](Bytes b) { return decodeTextWritten(b).ok(); } },
        { "Generated", encode(Generated { StopReason::Length, 1, 2, 3.5, 4.5, 6, true, 1 }), [](Bytes b) { return decodeGenerated(b).ok(); } },
        { "Embed", encode(Embed { TextKind::Question, { "무엇", "" } }), [](Bytes b) { return decodeEmbed(b).ok(); } },
        { "Embedded", encode(Embedded { 2, { 0.5f, -1, 0, 2 } }), [](Bytes b) { return decodeEmbedded(b).ok(); } },
        { "Score", encode(Score { "무엇", { "글", "다른 글" } }), [](Bytes b) { return decodeScore(b).ok(); } },
        { "Scored", encode(Scored { { 0.5f, -3 } }), [](Bytes b) { return decodeScored(b).ok(); } },
        { "Prefix", encode(Prefix { "cpu", 1024, std::vector<int32_t>(kPrefixBlockTokens, 5) }), [](Bytes b) { return decodePrefix(b).ok(); } },
        { "SendPrefix", encode(SendPrefix { 1, 2 }), [](Bytes b) { return decodeSendPrefix(b).ok(); } },
        { "PrefixTaken", encode(PrefixTaken { 64 }), [](Bytes b) { return decodePrefixTaken(b).ok(); } },
        { "RenderPage", encode(RenderPage { 2, 800 }), [](Bytes b) { return decodeRenderPage(b).ok(); } },
        { "FindOnPage", encode(FindOnPage { 2, "글" }), [](Bytes b) { return decodeFindOnPage(b).ok(); } },
        { "PagesOpened", encode(PagesOpened { 2 }), [](Bytes b) { return decodePagesOpened(b).ok(); } },
        { "PageStarted", encode(PageStarted { 20, 30 }), [](Bytes b) { return decodePageStarted(b).ok(); } },
        { "PageBoxes", encode(std::vector<PageBox> { { 0.5, 0.5, 0.5, 0.5 } }), [](Bytes b) { return decodePageBoxes(b).ok(); } },
        { "Blocks", encode(someBlocks()), [](Bytes b) { return decodeBlocks(b).ok(); } },
    };
}

} // namespace

void FrameTest::messagesComeBackAsTheyWere()
{
    const auto question = protocol::decodeGenerate(protocol::encode(someQuestion()));
    QVERIFY(question.ok());
    QCOMPARE(question->turns.size(), size_t { 2 });
    QCOMPARE(question->turns[1].text, std::string("질문"));
    QCOMPARE(question->seed, uint64_t { 7 });
    const auto blocks = protocol::decodeBlocks(protocol::encode(someBlocks()));
    QVERIFY(blocks.ok());
    QCOMPARE(blocks->at(0).text, std::string("가 | 나"));
    QVERIFY(blocks->at(0).tableHeader);
    QVERIFY(blocks->at(0).row == 1 && blocks->at(0).cells.size() == 2);
    QVERIFY(blocks->at(0).cells[0].columnSpan == 2 && blocks->at(0).cells[0].rowSpan == 3 && blocks->at(0).cells[1].column == 2);
    for (const documents::CellPlace wrong : { documents::CellPlace { -1, 1, 1 }, { 0, 0, 1 }, { 0, 1, 0 } }) {
        std::vector<documents::Block> others = someBlocks();
        others[0].cells[0] = wrong;
        QVERIFY(!protocol::decodeBlocks(protocol::encode(others)).ok());
    }
    QCOMPARE(blocks->at(1).headingLevel, 3);
    const auto embed = protocol::decodeEmbed(protocol::encode(protocol::Embed { protocol::TextKind::Question, { "가", "나다" } }));
    QVERIFY(embed.ok() && embed->kind == protocol::TextKind::Question);
    QCOMPARE(embed->texts, (std::vector<std::string> { "가", "나다" }));
    const auto embedded = protocol::decodeEmbedded(protocol::encode(protocol::Embedded { 2, { 0.5f, -1, 0, 2 } }));
    QVERIFY(embedded.ok() && embedded->width == 2);
    QCOMPARE(embedded->values, (std::vector<float> { 0.5f, -1, 0, 2 }));
    const auto score = protocol::decodeScore(protocol::encode(protocol::Score { "물음", { "글" } }));
    QVERIFY(score.ok() && score->question == "물음" && score->texts == std::vector<std::string> { "글" });
    QCOMPARE(protocol::decodeScored(protocol::encode(protocol::Scored { { -3 } }))->scores, std::vector<float> { -3 });
    const Error failure = protocol::decodeFailure(protocol::encode(fail(ErrorCode::NeedsPassword, "x")));
    QCOMPARE(failure.code, ErrorCode::NeedsPassword);
}

// A vector that is not whole, numbers that are none, texts that are no text or too many.
void FrameTest::vectorsOutOfRangeAreRefused()
{
    using namespace protocol;
    QVERIFY(!decodeEmbedded(encode(Embedded { 3, { 1, 2, 3, 4 } })).ok());
    QVERIFY(!decodeEmbedded(encode(Embedded { 0, {} })).ok());
    QVERIFY(!decodeEmbedded(encode(Embedded { kWidestVector + 1, {} })).ok());
    QVERIFY(!decodeEmbedded(encode(Embedded { 1, { std::numeric_limits<float>::quiet_NaN() } })).ok());
    QVERIFY(!decodeScored(encode(Scored { { std::numeric_limits<float>::infinity() } })).ok());
    QVERIFY(!decodeEmbed(encode(Embed { TextKind::Passage, { "\xff" } })).ok());
    QVERIFY(!decodeScore(encode(Score { "\xff", {} })).ok());
    QVERIFY(!decodeEmbed(encode(Embed { TextKind::Passage, std::vector<std::string>(kMostTexts + 1) })).ok());
    QVERIFY(decodeEmbed(encode(Embed { TextKind::Passage, std::vector<std::string>(kMostTexts) })).ok());
}

void FrameTest::everyTruncationAndEveryExtraByteIsRefused()
{
    for (const Codec& codec : everyMessage()) {
        QVERIFY2(codec.decodes(codec.bytes), codec.name);
        for (size_t size = 0; size < codec.bytes.size(); ++size)
            QVERIFY2(!codec.decodes(Bytes(codec.bytes).first(size)), codec.name);
        std::vector<uint8_t> longer = codec.bytes;
        longer.push_back(0);
        QVERIFY2(!codec.decodes(longer), codec.name);
    }
}

void FrameTest::randomBytesNeverCrashADecoder()
{
    std::mt19937 random(20261124);
    for (const Codec& codec : everyMessage()) {
        for (int round = 0; round < 20'000; ++round) {
            std::vector<uint8_t> bytes = codec.bytes;
            for (int change = 0; change < 4; ++change)
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
            codec.decodes(bytes);
            protocol::decodeFailure(bytes);
        }
    }
}

QTEST_GUILESS_MAIN(FrameTest)
#include "frame_test.moc"
