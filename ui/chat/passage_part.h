// passage_part.h - A found passage as a card: number, document, place, the text as it stands in the document, two actions.
#pragma once

#include "ui/chat/parts.h"

namespace sillok::ui {

class PassagePart final : public Part {
public:
    PassagePart(const app::Citation& citation, int index);

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    TextBlock* text() override { return &m_text; }
    QPointF textAt() const override { return m_textAt; }
    QStringList paragraphs() const override;

private:
    void paintMarks(QPainter& painter) const;
    QRectF actionRect(int which) const;

    app::Citation m_citation;
    int m_index;
    TextBlock m_text;
    QPointF m_textAt;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace sillok::ui
