// bubble_part.h - What a person said: a bubble on the right, its actions and versions below it.
#pragma once

#include "ui/chat/message_actions.h"

namespace sillok::ui {

class BubblePart final : public Part {
public:
    /// What of the question stands here: a very long one is cut into pieces in one bubble, and shows its beginning only until it is unfolded.
    struct Piece {
        QString text;
        bool begins = true;
        bool ends = true;
        QString fold {};     ///< words that unfold or fold it; empty: it is short
    };
    BubblePart(const app::Message& message, Piece piece);

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    TextBlock* text() override { return &m_text; }
    QPointF textAt() const override;
    QStringList paragraphs() const override;

private:
    QRectF foldRect() const;
    app::Message m_message;
    Piece m_piece;
    VersionSwitch m_versions;
    QList<Target> m_actions;
    TextBlock m_text;
    QRectF m_bubble;
};

/// Adds a question to `parts`.
void addQuestion(Parts& parts, const app::Message& message, bool unfolded);

} // namespace sillok::ui
