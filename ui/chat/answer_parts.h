// answer_parts.h - What a model wrote, piece by piece: prose with citations, and code. A piece that did not change is taken over as it is laid out.
#pragma once

#include "ui/chat/markdown_blocks.h"
#include "ui/chat/parts.h"

#include <QHash>

namespace sillok::ui {

/// What all pieces of one answer share.
struct AnswerLook {
    QHash<int, std::pair<int, QString>> citations;   ///< by number: place in the message's list, name for screen readers
    QList<int> notFound;                             ///< numbers whose quote does not stand in the source
    bool operator==(const AnswerLook&) const = default;
};
AnswerLook lookOf(const app::Message& message);

class ProsePart final : public Part {
public:
    ProsePart(MarkdownBlock block, AnswerLook look, bool lead);
    bool isSame(const MarkdownBlock& block, const AnswerLook& look, bool lead) const { return block == m_block && look == m_look && lead == m_lead; }
    void setWriting(bool writing) { m_writing = writing; }   ///< a caret stands behind the last word

    qreal setWidth(qreal width) override;
    std::optional<qreal> guess(qreal width) const override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    TextBlock* text() override { return &written(); }
    QStringList paragraphs() const override;

private:
    TextBlock& written() const;   ///< with the words in it; they are put there when they are needed first
    MarkdownBlock m_block;
    AnswerLook m_look;
    bool m_lead;
    bool m_writing = false;
    mutable std::unique_ptr<TextBlock> m_text;
};

class CodePart final : public Part {
public:
    /// `ordinal`: which piece of code of its message. `whole`: all of it, where this is only the first lines.
    CodePart(MarkdownBlock block, int ordinal, QString whole);
    bool isSame(const MarkdownBlock& block, const QString& whole) const { return block == m_block && whole == m_whole; }

    qreal setWidth(qreal width) override;
    std::optional<qreal> guess(qreal width) const override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    TextBlock* text() override { return &written(); }
    QPointF textAt() const override;
    QStringList paragraphs() const override;
    QString code() const override { return m_block.begins ? m_whole : QString(); }

private:
    QRectF copyRect() const;
    TextBlock& written() const;
    MarkdownBlock m_block;
    int m_ordinal;
    QString m_whole;
    mutable std::unique_ptr<TextBlock> m_text;
    qreal m_width = 0;
    qreal m_height = 0;
};

/// Adds the pieces of an answer to `parts`; those that `earlier` has already are moved from there.
void addAnswer(Parts& parts, const app::Message& message, qreal width, Parts& earlier);

} // namespace sillok::ui
