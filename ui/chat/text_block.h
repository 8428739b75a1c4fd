// text_block.h - Laid-out text that is painted, hit and selected without being a widget.
#pragma once

#include "ui/style/tokens.h"
#include "ui/style/type.h"

#include <QRectF>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextDocument>

class QPainter;

namespace sillok::ui {

/// Where a citation number stands in a document: an inline object of this type with the number as property.
constexpr int kChipObject = QTextFormat::UserObject + 1;
constexpr int kChipNumber = QTextFormat::UserProperty + 1;
/// What stands before a list item ("1." or a bullet), as a property of its block; painted in the margin.
constexpr int kMarker = QTextFormat::UserProperty + 2;
/// A block with a bar on its left; a block that is a line across.
constexpr int kQuoted = QTextFormat::UserProperty + 3;
constexpr int kRuled = QTextFormat::UserProperty + 4;

/// Loads nothing that a text names: no picture, no style, neither from the disk nor from anywhere else.
class SilentDocument final : public QTextDocument {
    Q_OBJECT
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

/// One document with margins off, our line heights and inline citation chips.
class TextBlock {
public:
    TextBlock();

    QTextDocument& document() { return m_document; }
    const QTextDocument& document() const { return m_document; }

    /// Replaces everything by plain paragraphs in one role.
    void setPlain(const QString& text, Type type, Token ink);
    qreal setWidth(qreal width);  ///< returns the height
    qreal height() const;
    qreal naturalWidth() const;

    void paint(QPainter& painter, const QPointF& at, const QTextCursor& selection = {}) const;

    /// The parts of lines that hold `length` characters from `start`, in the document's coordinates.
    QList<QRectF> rectsOf(int start, int length) const;
    QRectF caretRect() const;  ///< behind the last character

    struct ChipPlace {
        int number;
        QRectF rect;
    };
    QList<ChipPlace> chips() const;
    void setActiveChip(int number);
    void setChipStates(const QList<int>& notFound);

private:
    void paintMarkers(QPainter& painter, const QRectF& seen) const;
    SilentDocument m_document;
};

/// The block format that gives lines of `type` their fixed height.
QTextBlockFormat blockFormat(Type type, qreal before = 0, qreal after = 0);
QTextCharFormat charFormat(Type type, Token ink);

} // namespace sillok::ui
