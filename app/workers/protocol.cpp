#include "app/workers/protocol.h"

#include "app/workers/wire.h"
#include "engine/base/text.h"

namespace sillok::app::protocol {

namespace {

constexpr int64_t kLastSecond = 253402300800; // of the year 9999

constexpr size_t kBlocksFrameBytes = size_t { 1 } << 20;
constexpr size_t kCellBytes = 3 * 4;
constexpr size_t kLeastBlockBytes = 1 + 4 + 1 + 4 + 4 + 1 + 4 + 4;

void writeBlock(WireWriter& out, const documents::Block& block)
{
    out.number(static_cast<uint8_t>(block.kind));
    out.text(block.text);
    out.number(static_cast<uint8_t>(block.headingLevel));
    out.number(static_cast<int32_t>(block.page));
    out.number(static_cast<int32_t>(block.table));
    out.number(static_cast<uint8_t>(block.tableHeader));
    out.number(static_cast<int32_t>(block.row));
    out.number(static_cast<uint32_t>(block.cells.size()));
    for (const documents::CellPlace& cell : block.cells) {
        out.number(static_cast<int32_t>(cell.column));
        out.number(static_cast<int32_t>(cell.columnSpan));
        out.number(static_cast<int32_t>(cell.rowSpan));
    }
}

bool readCells(WireReader& in, std::vector<documents::CellPlace>& cells)
{
    const auto count = in.number<uint32_t>();
    if (!in.fits(count, kCellBytes))
        return false;
    cells.resize(count);
    bool sane = true;
    for (documents::CellPlace& cell : cells) {
        cell.column = in.number<int32_t>();
        cell.columnSpan = in.number<int32_t>();
        cell.rowSpan = in.number<int32_t>();
        sane = sane && cell.column >= 0 && cell.columnSpan >= 1 && cell.rowSpan >= 1;
    }
    return sane;
}

bool readBlock(WireReader& in, documents::Block& block)
{
    const auto kind = in.number<uint8_t>();
    block.text = in.text();
    block.headingLevel = in.number<uint8_t>();
    block.page = in.number<int32_t>();
    block.table = in.number<int32_t>();
    const auto header = in.number<uint8_t>();
    block.row = in.number<int32_t>();
    const bool placed = readCells(in, block.cells);
    block.kind = static_cast<documents::BlockKind>(kind);
    block.tableHeader = header == 1;
    return placed && block.row >= -1 && kind <= static_cast<uint8_t>(documents::BlockKind::Note) && header <= 1 && block.headingLevel <= 9 && block.page >= 0
        && block.table >= -1 && !block.text.empty() && isValidUtf8(block.text);
}

/// Numbers of pages, each once and in order.
bool readPages(WireReader& in, uint32_t pageCount, std::vector<uint32_t>& pages)
{
    const auto count = in.number<uint32_t>();
    if (!in.fits(count, sizeof(uint32_t)))
        return false;
    uint32_t last = 0;
    bool rising = true;
    for (uint32_t i = 0; i < count; ++i) {
        pages.push_back(in.number<uint32_t>());
        rising = rising && pages.back() > last;
        last = pages.back();
    }
    return rising && last <= pageCount;
}

} // namespace

std::vector<uint8_t> encode(const ReadDocument& message)
{
    WireWriter out;
    out.text(message.extension);
    return out.take();
}

Result<ReadDocument> decodeReadDocument(Bytes payload)
{
    WireReader in(payload);
    ReadDocument message;
    message.extension = in.text();
    const bool sane = message.extension.size() <= 16;
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const ReadProgress& message)
{
    WireWriter out;
    out.number(message.done);
    out.number(message.total);
    return out.take();
}

Result<ReadProgress> decodeProgress(Bytes payload)
{
    WireReader in(payload);
    ReadProgress message;
    message.done = in.number<uint32_t>();
    message.total = in.number<uint32_t>();
    return finished(in, std::move(message));
}

std::vector<uint8_t> encode(const ReadDone& message)
{
    WireWriter out;
    out.text(message.title);
    out.text(message.format);
    out.number(message.pageCount);
    out.number(static_cast<uint8_t>(message.pagesEstimated));
    out.number(message.hiddenCharactersRemoved);
    out.number(static_cast<uint32_t>(message.pagesWithoutText.size()));
    for (const uint32_t page : message.pagesWithoutText)
        out.number(page);
    return out.take();
}

Result<ReadDone> decodeReadDone(Bytes payload)
{
    WireReader in(payload);
    ReadDone message;
    message.title = in.text();
    message.format = in.text();
    message.pageCount = in.number<uint32_t>();
    const auto estimated = in.number<uint8_t>();
    message.pagesEstimated = estimated == 1;
    message.hiddenCharactersRemoved = in.number<uint32_t>();
    const bool pagesSane = readPages(in, message.pageCount, message.pagesWithoutText);
    const bool sane = estimated <= 1 && message.pageCount <= 1'000'000 && pagesSane && message.format.size() <= 16 && isValidUtf8(message.title) && isValidUtf8(message.format);
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const ModelLoaded& message)
{
    WireWriter out;
    out.text(message.name);
    out.text(message.architecture);
    out.number(message.contextTokens);
    out.number(message.memoryBytes);
    out.number(message.vectorWidth);
    out.number(static_cast<uint8_t>(message.makesScores));
    out.number(static_cast<uint8_t>(message.card));
    out.text(message.cardName);
    return out.take();
}

Result<ModelLoaded> decodeModelLoaded(Bytes payload)
{
    WireReader in(payload);
    ModelLoaded message;
    message.name = in.text();
    message.architecture = in.text();
    message.contextTokens = in.number<uint32_t>();
    message.memoryBytes = in.number<uint64_t>();
    message.vectorWidth = in.number<uint32_t>();
    const auto scores = in.number<uint8_t>();
    message.makesScores = scores == 1;
    const auto card = in.number<uint8_t>();
    message.card = static_cast<CardUse>(card);
    message.cardName = in.text();
    const bool sane = scores <= 1 && card <= static_cast<uint8_t>(CardUse::Broke) && isValidUtf8(message.cardName) && message.vectorWidth <= kWidestVector && isValidUtf8(message.name) && isValidUtf8(message.architecture);
    return finished(in, std::move(message), sane);
}

/// Beside the role: records of answers from before there were pinned turns are read as they are.
constexpr uint8_t kPinnedTurn = 0x80;
namespace {

constexpr uint32_t kNoWish = 0xffffffff;

std::optional<uint32_t> readWish(WireReader& in, uint32_t most, bool& sane)
{
    const auto value = in.number<uint32_t>();
    sane = sane && (value <= most || value == kNoWish);
    return value == kNoWish ? std::nullopt : std::optional(value);
}

} // namespace

std::vector<uint8_t> encode(const Generate& message)
{
    WireWriter out;
    out.number(static_cast<uint32_t>(message.turns.size()));
    for (const Turn& turn : message.turns) {
        out.number(static_cast<uint8_t>(static_cast<uint8_t>(turn.role) | (turn.pinned ? kPinnedTurn : 0)));
        out.text(turn.text);
    }
    out.number(message.maxTokens);
    out.number(static_cast<uint8_t>(message.purpose));
    out.number(message.seed);
    out.number(message.wallClockSeconds);
    if (message.temperatureMilli || message.topPMilli) {
        out.number(message.temperatureMilli.value_or(kNoWish));
        out.number(message.topPMilli.value_or(kNoWish));
    }
    return out.take();
}

Result<Generate> decodeGenerate(Bytes payload)
{
    WireReader in(payload);
    Generate message;
    const auto count = in.number<uint32_t>();
    bool sane = in.fits(count, 1 + 4);
    for (uint32_t i = 0; i < count && !in.broken(); ++i) {
        const auto bits = in.number<uint8_t>();
        const auto role = static_cast<uint8_t>(bits & ~kPinnedTurn);
        sane = sane && role <= static_cast<uint8_t>(TurnRole::Assistant);
        message.turns.push_back({ static_cast<TurnRole>(role), in.text(), (bits & kPinnedTurn) != 0 });
        sane = sane && isValidUtf8(message.turns.back().text);
    }
    message.maxTokens = in.number<uint32_t>();
    const auto purpose = in.number<uint8_t>();
    message.purpose = static_cast<Purpose>(purpose);
    message.seed = in.number<uint64_t>();
    message.wallClockSeconds = in.number<int64_t>();
    if (in.more()) { // records of earlier programs end before
        message.temperatureMilli = readWish(in, kMostPresetMilli, sane);
        message.topPMilli = readWish(in, 1000, sane);
    }
    sane = sane && purpose <= static_cast<uint8_t>(Purpose::Documents) && message.wallClockSeconds >= 0 && message.wallClockSeconds < kLastSecond;
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const TextWritten& message)
{
    WireWriter out;
    out.text(message.text);
    out.number(static_cast<uint8_t>(message.thought));
    return out.take();
}

Result<TextWritten> decodeTextWritten(Bytes payload)
{
    WireReader in(payload);
    TextWritten message;
    message.text = in.text();
    const auto thought = in.number<uint8_t>();
    message.thought = thought == 1;
    const bool sane = isValidUtf8(message.text) && thought <= 1;
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const Generated& message)
{
    WireWriter out;
    out.number(static_cast<uint8_t>(message.reason));
    out.number(message.promptTokens);
    out.number(message.generatedTokens);
    out.number(message.promptMs);
    out.number(message.generateMs);
    out.number(message.leftOutTurns);
    out.number(static_cast<uint8_t>(message.leftCard));
    out.number(message.knownTokens);
    return out.take();
}

Result<Generated> decodeGenerated(Bytes payload)
{
    WireReader in(payload);
    Generated message;
    const auto reason = in.number<uint8_t>();
    message.reason = static_cast<StopReason>(reason);
    message.promptTokens = in.number<uint32_t>();
    message.generatedTokens = in.number<uint32_t>();
    message.promptMs = in.number<double>();
    message.generateMs = in.number<double>();
    message.leftOutTurns = in.number<uint32_t>();
    const auto left = in.number<uint8_t>();
    message.leftCard = left == 1;
    message.knownTokens = in.number<uint32_t>();
    const bool sane = left <= 1 && reason <= static_cast<uint8_t>(StopReason::Cancelled) && message.promptMs >= 0 && message.generateMs >= 0;
    return finished(in, std::move(message), sane);
}

std::vector<uint8_t> encode(const Measured& message)
{
    WireWriter out;
    out.number(message.promptTokens);
    out.number(message.leftOutTurns);
    out.number(message.limitTokens);
    out.number(static_cast<uint8_t>(message.tooLong));
    return out.take();
}

Result<Measured> decodeMeasured(Bytes payload)
{
    WireReader in(payload);
    Measured message;
    message.promptTokens = in.number<uint32_t>();
    message.leftOutTurns = in.number<uint32_t>();
    message.limitTokens = in.number<uint32_t>();
    const auto tooLong = in.number<uint8_t>();
    message.tooLong = tooLong == 1;
    return finished(in, std::move(message), tooLong <= 1);
}

std::vector<uint8_t> encode(const Error& message)
{
    WireWriter out;
    out.number(static_cast<uint8_t>(message.code));
    out.text(message.doing.substr(0, 1000));
    return out.take();
}

Error decodeFailure(Bytes payload)
{
    WireReader in(payload);
    const auto code = in.number<uint8_t>();
    Error message { static_cast<ErrorCode>(code), sanitizedUtf8(in.text()) };
    if (!in.finish().ok() || code > static_cast<uint8_t>(ErrorCode::Internal) || message.doing.size() > 4000)
        return fail(ErrorCode::Damaged, "a failure frame with fields out of range");
    return message;
}

std::vector<uint8_t> encode(const std::vector<documents::Block>& blocks)
{
    WireWriter out;
    out.number(static_cast<uint32_t>(blocks.size()));
    for (const documents::Block& block : blocks)
        writeBlock(out, block);
    return out.take();
}

Result<std::vector<documents::Block>> decodeBlocks(Bytes payload)
{
    WireReader in(payload);
    const auto count = in.number<uint32_t>();
    bool sane = in.fits(count, kLeastBlockBytes);
    std::vector<documents::Block> blocks;
    for (uint32_t i = 0; i < count && sane && !in.broken(); ++i)
        sane = readBlock(in, blocks.emplace_back());
    return finished(in, std::move(blocks), sane);
}

Result<void> sendBlocks(const FrameLink& link, const std::vector<documents::Block>& blocks)
{
    std::vector<documents::Block> part;
    size_t bytes = 0;
    for (const documents::Block& block : blocks) {
        const size_t next = block.text.size() + kLeastBlockBytes + kCellBytes * block.cells.size();
        if (next > kMaxFrameBytes - 64)
            return fail(ErrorCode::Unsafe, "sending a paragraph larger than a frame");
        if (!part.empty() && bytes + next > kBlocksFrameBytes) {
            SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ReadBlocks), encode(part)));
            part.clear();
            bytes = 0;
        }
        part.push_back(block);
        bytes += next;
    }
    if (!part.empty())
        SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::ReadBlocks), encode(part)));
    return {};
}

} // namespace sillok::app::protocol
