#include "app/workers/reading.h"

#include "app/workers/page_reader.h"
#include "app/workers/pdf_paragraphs.h"
#include "app/workers/recogniser_client.h"
#include "engine/documents/registry.h"

#include <algorithm>
#include <optional>

namespace sillok::app {

namespace {

// About 210 dots an inch for A4: the scans that recognition was measured with have 140 to 200.
constexpr int kUprightWidth = 1740;
constexpr int kLandscapeWidth = 2460;
constexpr int kUnsureBelow = 70;        ///< percent; clean print is read with 85 to 95

/// Where the pictures of a document's pages come from.
class Pictures {
public:
    Pictures(const ReadingPrograms& programs, const FileDescriptor& file, bool image, Bytes password) : m_programs(programs), m_file(file), m_image(image), m_password(password) {}

    Result<RecognisedPage> recognise(int page, const std::stop_token& stop)
    {
        if (m_image)
            return recogniseImage(m_programs.recogniser, m_file, page, stop);
        SILLOK_TRY(const PageImage picture, draw(page, stop));
        return recognisePage(m_programs.recogniser, picture, stop);
    }

private:
    Result<PageImage> draw(int page, const std::stop_token& stop)
    {
        if (!m_pages) {
            SILLOK_TRY(m_pages, PageReader::open(m_programs.reader, m_file, stop, m_password));
        }
        auto drawn = m_pages->render(page, kUprightWidth, stop);
        if (drawn.ok() && drawn->width > drawn->height)
            drawn = m_pages->render(page, kLandscapeWidth, stop);
        if (!drawn.ok())
            m_pages.reset(); // a reader that failed once is spent
        return drawn;
    }

    const ReadingPrograms& m_programs;
    const FileDescriptor& m_file;
    const bool m_image;
    const Bytes m_password;
    std::optional<PageReader> m_pages;
};

/// As the reader gives the text of a page.
std::string textOf(const RecognisedPage& page)
{
    std::string text;
    for (const RecognisedLine& line : page.lines) {
        for (size_t i = 0; i < line.words.size(); ++i)
            text += (i > 0 ? " " : "") + line.words[i].text;
        text += '\n';
    }
    return text;
}

/// What came of the pages without text.
class Recognition {
public:
    Recognition(documents::Document& document, Pictures pictures, bool image) : m_document(document), m_pictures(std::move(pictures)), m_image(image) {}

    Result<void> all(const std::stop_token& stop, const ReadingSteps& steps)
    {
        std::vector<int> waiting = std::exchange(m_document.pagesWithoutText, {});
        for (size_t i = 0; i < waiting.size(); ++i) {
            if (steps.recognised)
                steps.recognised(static_cast<int>(i), static_cast<int>(waiting.size()));
            auto page = tookTooLong() ? Result<RecognisedPage>(*m_failure) : m_pictures.recognise(waiting[i], stop);
            if (!page.ok() && page.error().code == ErrorCode::Cancelled)
                return page.error();
            if (page.ok() && m_image && i == 0)
                countImagePages(page->pages, waiting);
            page.ok() ? take(waiting[i], *page) : couldNot(waiting[i], page.error());
        }
        putIn();
        return {};
    }

    const std::optional<Error>& failure() const { return m_failure; }

private:
    /// One page that took all its time is enough: a document full of them would take hours.
    bool tookTooLong() const { return m_failure && (m_failure->code == ErrorCode::TimedOut || m_failure->code == ErrorCode::WorkerDied); }

    /// How many pages an image file has is known once the first of them has been decoded.
    void countImagePages(int pages, std::vector<int>& waiting)
    {
        m_document.pageCount = pages;
        for (int page = 2; page <= pages; ++page)
            waiting.push_back(page);
    }

    void take(int number, const RecognisedPage& page)
    {
        if (page.lines.empty())
            return;
        m_numbers.push_back(number);
        m_texts.push_back(textOf(page));
        m_confidence += page.confidence;
        ++m_document.pagesRecognised;
        m_document.pagesUnsure += page.confidence < kUnsureBelow;
    }

    void couldNot(int number, const Error& why)
    {
        m_document.pagesWithoutText.push_back(number);
        m_failure = why;
    }

    void putIn()
    {
        if (m_numbers.empty())
            return;
        m_document.recognitionConfidence = m_confidence / m_document.pagesRecognised;
        documents::Document recognised;
        appendPdfPages(m_texts, recognised);
        m_document.hiddenCharactersRemoved += recognised.hiddenCharactersRemoved;
        for (documents::Block& block : recognised.blocks) {
            block.page = m_numbers[static_cast<size_t>(block.page - 1)];
            m_document.blocks.push_back(std::move(block));
        }
        std::ranges::stable_sort(m_document.blocks, {}, &documents::Block::page);
    }

    documents::Document& m_document;
    Pictures m_pictures;
    const bool m_image;
    std::vector<int> m_numbers;
    std::vector<std::string> m_texts;
    int m_confidence = 0;
    std::optional<Error> m_failure;
};

} // namespace

ReadingPrograms readingPrograms(const std::string& programFolder) { return { programFolder + "/sillok-reader", recogniserIn(programFolder) }; }

Result<documents::Document> readWhole(WorkerProcess reader, const ReadingPrograms& programs, const FileDescriptor& file,
    const std::string& extension, std::stop_token stop, const ReadingSteps& steps, Bytes password)
{
    SILLOK_TRY(documents::Document document, readDocument(std::move(reader), file, extension, stop, steps.read, password));
    std::optional<Error> failure;
    if (!document.pagesWithoutText.empty() && !programs.recogniser.empty()) {
        const bool image = document.format == documents::formatName(documents::Format::Image);
        Recognition recognition(document, Pictures(programs, file, image, password), image);
        SILLOK_CHECK(recognition.all(stop, steps));
        failure = recognition.failure();
    }
    if (!document.blocks.empty() || (!failure && !document.pagesWithoutText.empty()))
        return document;
    return failure ? *failure : fail(ErrorCode::NotFound, "a document whose pages hold no text");
}

Result<documents::Document> readWhole(const ReadingPrograms& programs, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const ReadingSteps& steps, Bytes password)
{
    SILLOK_TRY(WorkerProcess reader, WorkerProcess::start(programs.reader));
    return readWhole(std::move(reader), programs, file, extension, stop, steps, password);
}

} // namespace sillok::app
