// parts.h - What a message is made of on screen: stacked parts that lay themselves out, paint, and name what can be pressed.
#pragma once

#include "app/services/types.h"
#include "ui/chat/text_block.h"

#include <memory>
#include <optional>
#include <vector>

namespace sillok::ui {

/// Something in the conversation that can be pressed or reached by Tab.
struct Target {
    enum class Kind {
        Citation, OpenPassage, CopyPassage, Details, Models,                                 // in what is said
        CopyCode,                                                                           // of a piece of code
        // From here on: beside others like it, one stop of the keyboard for all of them
        CopyMessage, Edit, Quote, Retry, Branch, Pin, Export, About, Remove,                 // with the message
        OlderVersion, NewerVersion
    } kind = Kind::CopyMessage;
    int index = 0;       ///< citation, passage or piece of code: position in the message's list; a version: its number
    QRectF rect;         ///< in the part's coordinates
    QString name;        ///< for screen readers and tool tips
    bool operator==(const Target& other) const { return kind == other.kind && index == other.index && rect == other.rect; }
};

/// What the view knows that the parts do not.
struct PaintState {
    int activeCitation = 0;             ///< number, 0: none
    bool hovered = false;               ///< the mouse or the keyboard is on this message
    const Target* hot = nullptr;        ///< under the mouse, or focused
    QTextCursor selection;              ///< belongs to this part's document
};

class Part {
public:
    virtual ~Part() = default;
    virtual qreal setWidth(qreal width) = 0;  ///< returns the height
    virtual void paint(QPainter& painter, const PaintState& state) = 0;
    virtual QList<Target> targets() const { return {}; }
    virtual TextBlock* text() { return nullptr; }
    virtual QPointF textAt() const { return {}; }
    virtual QStringList paragraphs() const = 0;  ///< for screen readers
    virtual QString code() const { return {}; }  ///< that its CopyCode copies
    /// How high it will be about; for text that takes long to lay out. Without a guess it is laid out at once.
    virtual std::optional<qreal> guess(qreal width) const { Q_UNUSED(width) return std::nullopt; }

    qreal before = 0;      ///< space above
    qreal height = 0;      ///< what setWidth returned last, or a guess
    qreal laidWidth = -1;  ///< for which `height` is no guess
};

using Parts = std::vector<std::unique_ptr<Part>>;

struct PartsContext {
    qreal width = 720;
    bool detailsOpen = false;
    bool leftOut = false;    ///< the model would not see it any more
    bool temporary = false;  ///< of a chat that is never written anywhere
};
/// `earlier`: what the message was made of before; pieces that did not change are taken over.
Parts partsOf(const app::Message& message, const PartsContext& context, Parts earlier = {});

/// "…원문…" — 문서, 제목, 쪽
QString quoteWithSource(const app::Citation& citation);
/// “문장” (문서, 제12조, 7쪽)
QString sentenceWithSource(const app::Citation& citation);
/// "근거 1, 업무용 차량 관리 규정 7쪽, 원문과 일치"
QString citationName(const app::Citation& citation);

} // namespace sillok::ui
