#include "app/services/passage_view.h"

#include "app/services/convert.h"
#include "engine/documents/document.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr size_t kParagraphsAround = 12;
static_assert(std::u16string_view(kCellSeparator.utf16(), 3) == u" | " && std::string_view(documents::kCellSeparator) == " | ");

/// Code points of a text by number: UTF-8 offsets are found once.
class CodePointSlices {
public:
    explicit CodePointSlices(const std::string& utf8) : m_points(QString::fromStdString(utf8).toUcs4()) {}
    QString slice(qint64 start, qint64 end) const
    {
        const qint64 size = m_points.size();
        start = std::clamp<qint64>(start, 0, size);
        end = std::clamp<qint64>(end, start, size);
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(m_points.constData()) + start, end - start);
    }

private:
    QList<uint> m_points;
};

} // namespace

Result<PassageView> viewPassage(Workspace& workspace, PassageId id, qint64 quoteStart, qint64 quoteEnd)
{
    SILLOK_TRY(const storage::StoredPassage passage, workspace.passages().find(id));
    SILLOK_TRY(const storage::StoredDocument document, workspace.documents().find(passage.document));
    SILLOK_TRY(const std::string plainText, workspace.documents().plainText(passage.document));
    SILLOK_TRY(const std::vector<storage::StoredBlock> blocks, workspace.documents().blocks(passage.document));

    PassageView view;
    view.document = toSummary(document);
    view.headingPath = QString::fromStdString(passage.headingPath);
    view.page = passage.page;
    view.pageEstimated = passage.pageEstimated;
    view.quoteStart = quoteStart;
    view.quoteEnd = quoteEnd;
    const auto inside = [&](const storage::StoredBlock& block) {
        return block.startCodePoint < passage.endCodePoint && block.endCodePoint > passage.startCodePoint;
    };
    const auto first = std::find_if(blocks.begin(), blocks.end(), inside);
    const auto last = std::find_if_not(first, blocks.end(), inside);
    const auto before = std::min<ptrdiff_t>(first - blocks.begin(), kParagraphsAround);
    const auto after = std::min<ptrdiff_t>(blocks.end() - last, kParagraphsAround);
    const CodePointSlices text(plainText);
    for (auto block = first - before; block != last + after; ++block)
        view.paragraphs.append({ text.slice(block->startCodePoint, block->endCodePoint), block->headingLevel, block->page,
            block->kind == storage::BlockKind::TableRow, inside(*block), block->startCodePoint });
    return view;
}

} // namespace sillok::app
