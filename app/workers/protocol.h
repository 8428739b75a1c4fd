// protocol.h - What the program and its workers say to each other. One encode and one decode per message.
#pragma once

#include "app/services/chat_import/foreign_chat.h"
#include "app/workers/frame.h"
#include "app/workers/page_image.h"
#include "app/workers/recognised_page.h"
#include "engine/base/result.h"
#include "engine/documents/document.h"

#include <optional>
#include <string>
#include <vector>

namespace sillok::app::protocol {

/// Frame types. An unknown one closes the link.
enum class Type : uint16_t {
    // to the reader
    ReadDocument = 0x10,   ///< with the document's descriptor
    OpenPages = 0x11,      ///< with the document's descriptor; no payload. Then any number of the two below
    RenderPage = 0x12,     ///< answered with PageStarted and PageRows until the picture is complete
    FindOnPage = 0x13,     ///< answered with PageBoxes
    // to the recogniser: this, or PageStarted and PageRows; answered with PageWords as often as needed, then PageRecognised
    RecogniseImage = 0x14, ///< with the descriptor of an image file
    ReadChats = 0x15,      ///< with the descriptor of an export of chats; no payload. Answered with ChatBegun and ChatMessages for each, then ChatsDone
    DocumentPassword = 0x16, ///< the password itself, at most kMostPasswordBytes; before ReadDocument or OpenPages. Sent by FrameLink::sendSecret
    MakeReader = 0x18,     ///< to the nursery, with the new reader's end of its link; no payload
    // from the reader
    ReadProgress = 0x20,
    ReadBlocks = 0x21,
    ReadDone = 0x22,
    PagesOpened = 0x23,
    PageStarted = 0x24,
    PageRows = 0x25,       ///< pixels as PageImage holds them, as many as fit
    PageBoxes = 0x26,
    PageWords = 0x27,      ///< from the recogniser
    ReaderMade = 0x28,     ///< from the nursery: the process number, or -1
    ChatBegun = 0x2a,
    ChatMessages = 0x2b,
    ChatsDone = 0x2c,
    PageRecognised = 0x29, ///< from the recogniser
    // to the engine
    LoadModel = 0x30,      ///< with the model's descriptor, or that of its first file
    Generate = 0x31,
    Cancel = 0x32,
    Measure = 0x33,        ///< a Generate message; answered with Measured, nothing is computed
    ModelPart = 0x34,      ///< with the descriptor of the model's next file; no payload
    Embed = 0x35,          ///< answered with Embedded; of a model for searching
    Score = 0x36,          ///< answered with Scored; of a model for searching
    AskPrefix = 0x37,      ///< what of the last answer's context could be kept; no payload. Answered with Prefix
    SendPrefix = 0x38,     ///< answered with PrefixPieces
    TakePrefix = 0x39,     ///< a Prefix; its PrefixPieces follow, or a Cancel between two blocks. Answered with PrefixTaken
    // from the engine
    LoadProgress = 0x40,
    ModelLoaded = 0x41,
    TextWritten = 0x42,
    Generated = 0x43,
    Measured = 0x44,
    Embedded = 0x45,
    Scored = 0x46,
    CardOpened = 0x47,     ///< before the seal, with a graphics card; no payload
    Prefix = 0x48,
    PrefixTaken = 0x49,
    // from both
    PrefixPiece = 0x51,    ///< raw bytes of blocks, in order, each of kPrefixPieceBytes but the last of a block
    Failed = 0x50
};

inline constexpr size_t kMostPasswordBytes = 1024;

struct ReadDocument {
    std::string extension;   ///< lower case without dot; a hint between plain text formats only, content decides
};
struct ReadProgress {
    uint32_t done = 0;
    uint32_t total = 0;      ///< 0: unknown
};
/// The document without its blocks; they came before in ReadBlocks frames.
struct ReadDone {
    std::string title;
    std::string format;
    uint32_t pageCount = 0;
    bool pagesEstimated = false;
    uint32_t hiddenCharactersRemoved = 0;
    std::vector<uint32_t> pagesWithoutText {};   ///< rising
};

/// Pages of a PDF, counted from 1.
struct RenderPage {
    uint32_t page = 1;
    uint32_t width = 1;      ///< pixels, at most kMaxPageWidth
};
struct FindOnPage {
    uint32_t page = 1;
    std::string quote;       ///< at most kMaxQuoteBytes
};
struct PagesOpened {
    uint32_t pageCount = 0;
};
struct PageStarted {
    uint32_t width = 0;
    uint32_t height = 0;
};

/// A chat without its messages; they follow in ChatMessages frames.
struct ChatBegun {
    ForeignChat chat;
    uint32_t messages = 0;
};

/// What a model is loaded for: an answer in words, or vectors and scores.
enum class ModelUse : uint8_t { Writing, Searching };
/// A page of an image file, counted from 1.
struct RecogniseImage {
    uint32_t page = 1;
};
/// The page without its lines; they came before in PageWords frames.
struct PageRecognised {
    uint32_t pages = 1;
    uint32_t turnedDegrees = 0;
    uint32_t confidence = 0;
};

/// What an answer is for.
enum class Purpose : uint8_t { Chat, Documents };
/// How a signed package wants its model sampled for one purpose. Thousandths, as they are signed.
struct SamplingPreset {
    Purpose purpose = Purpose::Chat;
    uint32_t temperatureMilli = 0;
    uint32_t topPMilli = 1000;
    uint32_t minPMilli = 0;
    uint32_t topK = 0;
    uint32_t repetitionMilli = 1000;
    uint32_t presenceMilli = 0;

    bool operator==(const SamplingPreset&) const = default;
};
inline constexpr uint32_t kMostPresetMilli = 100'000;

struct LoadModel {
    uint32_t threads = 0;        ///< 0: the engine decides
    uint32_t contextTokens = 0;  ///< 0: what the model was trained for, as far as memory allows
    uint32_t parts = 1;          ///< files of the model; the others follow in ModelPart frames
    ModelUse use = ModelUse::Writing;
    std::string chatTemplate {}; ///< the signed one of a package; empty: the file's own
    std::vector<SamplingPreset> presets {};  ///< instead of what is known of its makers
    std::vector<std::string> stops {};       ///< texts that end a reply, beside the model's own end
};
/// Whether a graphics card computes. Unusable: its driver is too old, or it cannot be sealed. TooSmall: for this model. Broke: it stopped answering.
enum class CardUse : uint8_t { None, Used, Unusable, TooSmall, Broke };
struct ModelLoaded {
    std::string name;
    std::string architecture;
    uint32_t contextTokens = 0;
    uint64_t memoryBytes = 0;
    uint32_t vectorWidth = 0;    ///< 0: it makes text, or scores
    bool makesScores = false;
    CardUse card = CardUse::None;
    std::string cardName {};     ///< of the one that computes, as Model::device() says it
};

inline constexpr uint32_t kPrefixBlockTokens = 64;
inline constexpr uint64_t kMostPrefixBlockBytes = uint64_t { 256 } << 20;
inline constexpr size_t kPrefixPieceBytes = size_t { 1 } << 20;
/// A front of a context, in whole blocks: what computed it, and its tokens.
struct Prefix {
    std::string numerics;
    uint64_t blockBytes = 0;
    std::vector<int32_t> tokens;     ///< fit a frame; a longer context is kept up to there

    bool operator==(const Prefix&) const = default;
};
inline constexpr size_t kMostPrefixTokens = size_t { 1 } << 19;
struct SendPrefix {
    uint32_t firstBlock = 0;
    uint32_t blocks = 0;
};
struct PrefixTaken {
    uint32_t tokens = 0;
};

/// Search models put other words in front of a question than in front of what is searched.
enum class TextKind : uint8_t { Question, Passage };
struct Embed {
    TextKind kind = TextKind::Passage;
    std::vector<std::string> texts;       ///< at most kMostTexts
};
/// Unit vectors, one for each text, one behind the other.
struct Embedded {
    uint32_t width = 0;
    std::vector<float> values;
};
/// How well each text answers the question.
struct Score {
    std::string question;
    std::vector<std::string> texts;       ///< at most kMostTexts
};
struct Scored {
    std::vector<float> scores;            ///< larger is better; the scale is the model's own
};
inline constexpr uint32_t kMostTexts = 32;     ///< the widest vectors of so many stay below the cap of a frame
inline constexpr uint32_t kWidestVector = 16384;

enum class TurnRole : uint8_t { System, User, Assistant };
struct Turn {
    TurnRole role = TurnRole::User;
    std::string text;
    bool pinned = false;         ///< leaves a full context behind those that are not
};
struct Generate {
    std::vector<Turn> turns;
    uint32_t maxTokens = 512;
    Purpose purpose = Purpose::Chat;
    uint64_t seed = 0;
    int64_t wallClockSeconds = 0;  ///< since 1970, counted as the clock on the wall shows it; the engine cannot read the time zone. 0: when it is sent
    std::optional<uint32_t> temperatureMilli {};   ///< the person's own; nothing: what the package or the makers say. At most kMostPresetMilli
    std::optional<uint32_t> topPMilli {};          ///< at most 1000
};
struct TextWritten {
    std::string text;
    bool thought = false;        ///< what the model thinks before it answers
};
enum class StopReason : uint8_t { EndOfTurn, Length, ContextFull, Cancelled };
struct Generated {
    StopReason reason = StopReason::EndOfTurn;
    uint32_t promptTokens = 0;
    uint32_t generatedTokens = 0;
    double promptMs = 0;
    double generateMs = 0;
    uint32_t leftOutTurns = 0;   ///< oldest turns that did not fit the context
    bool leftCard = false;       ///< the graphics card broke off; the processor went on, and goes on from here
    uint32_t knownTokens = 0;    ///< of the prompt: computed before
};
/// How much of the context a prompt takes.
struct Measured {
    uint32_t promptTokens = 0;
    uint32_t leftOutTurns = 0;
    uint32_t limitTokens = 0;      ///< of a prompt: the rest of the context is the answer's
    bool tooLong = false;          ///< the last turn alone does not fit; then the other counts are 0
};

std::vector<uint8_t> encode(const ReadDocument& message);
std::vector<uint8_t> encode(const ReadProgress& message);
std::vector<uint8_t> encode(const ReadDone& message);
std::vector<uint8_t> encode(const RenderPage& message);
std::vector<uint8_t> encode(const FindOnPage& message);
std::vector<uint8_t> encode(const PagesOpened& message);
std::vector<uint8_t> encode(const PageStarted& message);
std::vector<uint8_t> encode(const std::vector<PageBox>& boxes);
std::vector<uint8_t> encode(const RecogniseImage& message);
std::vector<uint8_t> encode(const PageRecognised& message);
std::vector<uint8_t> encode(const std::vector<RecognisedLine>& lines);
std::vector<uint8_t> encode(const LoadModel& message);
std::vector<uint8_t> encode(const ModelLoaded& message);
std::vector<uint8_t> encode(const Generate& message);
std::vector<uint8_t> encode(const TextWritten& message);
std::vector<uint8_t> encode(const Generated& message);
std::vector<uint8_t> encode(const Measured& message);
std::vector<uint8_t> encode(const Embed& message);
std::vector<uint8_t> encode(const Embedded& message);
std::vector<uint8_t> encode(const Score& message);
std::vector<uint8_t> encode(const Scored& message);
std::vector<uint8_t> encode(const Prefix& message);
std::vector<uint8_t> encode(const SendPrefix& message);
std::vector<uint8_t> encode(const PrefixTaken& message);
std::vector<uint8_t> encode(const Error& message);
std::vector<uint8_t> encode(const std::vector<documents::Block>& blocks);

/// error  Damaged: a field is missing, out of its range or left over.
Result<ReadDocument> decodeReadDocument(Bytes payload);
Result<ReadProgress> decodeProgress(Bytes payload);
Result<ReadDone> decodeReadDone(Bytes payload);
Result<RenderPage> decodeRenderPage(Bytes payload);
Result<FindOnPage> decodeFindOnPage(Bytes payload);
Result<PagesOpened> decodePagesOpened(Bytes payload);
Result<PageStarted> decodePageStarted(Bytes payload);
Result<std::vector<PageBox>> decodePageBoxes(Bytes payload);
Result<RecogniseImage> decodeRecogniseImage(Bytes payload);
Result<PageRecognised> decodePageRecognised(Bytes payload);
Result<std::vector<RecognisedLine>> decodeLines(Bytes payload);
Result<LoadModel> decodeLoadModel(Bytes payload);
Result<ModelLoaded> decodeModelLoaded(Bytes payload);
Result<Generate> decodeGenerate(Bytes payload);
Result<TextWritten> decodeTextWritten(Bytes payload);
Result<Generated> decodeGenerated(Bytes payload);
Result<Measured> decodeMeasured(Bytes payload);
Result<Embed> decodeEmbed(Bytes payload);
Result<Embedded> decodeEmbedded(Bytes payload);
Result<Score> decodeScore(Bytes payload);
Result<Scored> decodeScored(Bytes payload);
Result<Prefix> decodePrefix(Bytes payload);
Result<SendPrefix> decodeSendPrefix(Bytes payload);
Result<PrefixTaken> decodePrefixTaken(Bytes payload);
/// The pieces of one block.
Result<void> sendBlock(const FrameLink& link, Bytes block);
/// error  Cancelled: there come no more. Damaged: another frame, or one of another length; as FrameLink::receive
Result<void> receiveBlock(FrameLink& link, std::span<uint8_t> block, std::chrono::milliseconds silence);
/// The failure that the worker reports; a damaged frame reports itself as Damaged.
Error decodeFailure(Bytes payload);
Result<std::vector<documents::Block>> decodeBlocks(Bytes payload);

std::vector<uint8_t> encode(const ChatBegun& message);
std::vector<uint8_t> encode(const LeftOutCounts& counts);
Result<ChatBegun> decodeChatBegun(Bytes payload);
Result<std::vector<ForeignMessage>> decodeChatMessages(Bytes payload);
Result<LeftOutCounts> decodeChatsDone(Bytes payload);
/// ChatBegun and its ChatMessages, each frame well below the cap.
Result<void> sendChat(const FrameLink& link, const ForeignChat& chat);

/// A chat out of its frames: nothing is taken beyond the messages that the first of them said, and no parent that has not come before.
struct ChatParts {
    ForeignChat chat;
    size_t expected = 0;

    bool complete() const { return chat.messages.size() == expected; }
    /// error  Damaged: no frame of a chat, or one out of place.
    Result<void> take(const Frame& frame);
};

/// Sends the blocks in frames well below the cap.
Result<void> sendBlocks(const FrameLink& link, const std::vector<documents::Block>& blocks);
/// PageStarted and its PageRows.
Result<void> sendPage(const FrameLink& link, const PageImage& image);
/// PageWords and PageRecognised.
Result<void> sendRecognised(const FrameLink& link, const RecognisedPage& page);

/// A picture out of its frames: nothing is taken beyond the size that the first of them said.
struct PictureParts {
    PageImage image;
    size_t expectedBytes = 0;

    bool complete() const { return expectedBytes > 0 && image.pixels.size() == expectedBytes; }
    /// error  Damaged: no frame of a picture, or one too many.
    Result<void> take(const Frame& frame);
};

} // namespace sillok::app::protocol
