#include "app/workers/page_recogniser.h"

#include "engine/base/text.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sillok::app {

namespace {

/// Pages that stand the right way are read with 85 to 95, the others with 30 to 55 on the scans that this was measured with.
constexpr int kSurelyUpright = 72;
constexpr int kDotsPerInch = 300; // only the size of the smallest specks depends on it

std::unique_ptr<tesseract::TessBaseAPI> engineFor(const char* language)
{
    auto engine = std::make_unique<tesseract::TessBaseAPI>();
    if (engine->Init(nullptr, language, tesseract::OEM_LSTM_ONLY) != 0)
        return nullptr;
    engine->SetPageSegMode(tesseract::PSM_SINGLE_BLOCK);
    engine->SetVariable("debug_file", "/dev/null"); // what it says may hold words of the page
    return engine;
}

struct Size {
    double width = 1;
    double height = 1;
};

double share(double value) { return std::clamp(value, 0.0, 1.0); }

/// From the page turned clockwise by `quarters` back to the page as it was.
PageBox turnedBack(const PageBox& box, int quarters)
{
    switch (quarters) {
    case 1: return { box.top, share(1 - box.left - box.width), box.height, box.width };
    case 2: return { share(1 - box.left - box.width), share(1 - box.top - box.height), box.width, box.height };
    case 3: return { share(1 - box.top - box.height), box.left, box.height, box.width };
    default: return box;
    }
}

Result<std::vector<RecognisedLine>> linesOf(tesseract::ResultIterator& at, Size size)
{
    std::vector<RecognisedLine> lines;
    int words = 0;
    bool newLine = true;
    do {
        newLine = newLine || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE);
        const std::unique_ptr<const char[]> raw(at.GetUTF8Text(tesseract::RIL_WORD));
        std::string text = raw ? sanitizedUtf8(raw.get()) : std::string();
        std::erase(text, ' ');
        int left = 0, top = 0, right = 0, bottom = 0;
        if (text.empty() || !at.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom))
            continue;
        if (++words > kMaxRecognisedWords)
            return fail(ErrorCode::Unsafe, "a page with more words than allowed");
        if (newLine)
            lines.emplace_back();
        newLine = false;
        const PageBox box { share(left / size.width), share(top / size.height), share((right - left) / size.width), share((bottom - top) / size.height) };
        const int confidence = std::clamp(static_cast<int>(std::lround(at.Confidence(tesseract::RIL_WORD))), 0, 100);
        lines.back().words.push_back({ std::move(text), confidence, box });
    } while (at.Next(tesseract::RIL_WORD));
    return lines;
}

struct Letters {
    int64_t all = 0;
    int64_t hangul = 0;
    int64_t confidence = 0;   ///< percent, summed over all
};

Letters lettersOf(const std::vector<RecognisedLine>& lines)
{
    Letters letters;
    for (const RecognisedLine& line : lines) {
        for (const RecognisedWord& word : line.words) {
            const auto length = static_cast<int64_t>(codePointCount(word.text));
            letters.all += length;
            letters.confidence += length * word.confidence;
            for (size_t byte = 0; byte < word.text.size();) {
                const CodePoint point = codePointAt(word.text, byte);
                byte += point.length;
                letters.hangul += point.value >= 0xAC00 && point.value <= 0xD7A3;
            }
        }
    }
    return letters;
}

Result<RecognisedPage> readWith(tesseract::TessBaseAPI& engine, const Picture& picture)
{
    RecognisedPage page;
    engine.SetImage(picture.get());
    engine.SetSourceResolution(kDotsPerInch);
    if (engine.Recognize(nullptr) != 0)
        return page;
    const std::unique_ptr<tesseract::ResultIterator> at(engine.GetIterator());
    if (!at)
        return page;
    const Size size { static_cast<double>(pixGetWidth(picture.get())), static_cast<double>(pixGetHeight(picture.get())) };
    SILLOK_TRY(page.lines, linesOf(*at, size));
    engine.Clear();
    const Letters letters = lettersOf(page.lines);
    page.confidence = letters.all > 0 ? static_cast<int>(letters.confidence / letters.all) : 0;
    return page;
}

} // namespace

PageRecogniser::PageRecogniser(Engine korean, Engine english)
    : m_korean(std::move(korean))
    , m_english(std::move(english))
{
}

PageRecogniser::PageRecogniser(PageRecogniser&&) noexcept = default;
PageRecogniser::~PageRecogniser() = default;

Result<PageRecogniser> PageRecogniser::load()
{
    Engine korean = engineFor("kor");
    if (!korean)
        return fail(ErrorCode::NotFound, "the Korean data of the text recognition is not installed");
    return PageRecogniser(std::move(korean), engineFor("eng"));
}

/// Both languages at once make more mistakes in Korean than the Korean data alone, which knows Latin letters, too; a page with hardly
/// any Hangul is read again as English, and the surer reading counts.
Result<RecognisedPage> PageRecogniser::readUpright(const Picture& picture)
{
    SILLOK_TRY(RecognisedPage page, readWith(*m_korean, picture));
    const Letters letters = lettersOf(page.lines);
    if (!m_english || letters.all == 0 || letters.hangul * 10 > letters.all)
        return page;
    SILLOK_TRY(RecognisedPage english, readWith(*m_english, picture));
    return english.confidence > page.confidence ? std::move(english) : std::move(page);
}

Result<RecognisedPage> PageRecogniser::readTurned(const Picture& picture, int quarters)
{
    if (quarters == 0)
        return readUpright(picture);
    SILLOK_TRY(const Picture upright, turned(picture, quarters));
    SILLOK_TRY(RecognisedPage page, readUpright(upright));
    page.turnedDegrees = 90 * quarters;
    for (RecognisedLine& line : page.lines)
        for (RecognisedWord& word : line.words)
            word.box = turnedBack(word.box, quarters);
    return page;
}

/// Which way the lines run says where to begin; that the page stands the right way is believed only when its words are read surely.
Result<RecognisedPage> PageRecogniser::recognise(const Picture& picture)
{
    const std::array<int, 4> order = linesRunAcross(picture) ? std::array { 0, 2, 1, 3 } : std::array { 3, 1, 0, 2 };
    RecognisedPage best;
    for (const int quarters : order) {
        SILLOK_TRY(RecognisedPage page, readTurned(picture, quarters));
        if (page.confidence > best.confidence)
            best = std::move(page);
        if (best.confidence >= kSurelyUpright)
            break;
    }
    return best;
}

} // namespace sillok::app
