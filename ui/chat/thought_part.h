// thought_part.h - What the model thought before it answered: one line, unfolded when asked for.
#pragma once

#include "ui/chat/parts.h"

namespace sillok::ui {

class ThoughtPart final : public Part {
public:
    ThoughtPart(const QString& thought, bool writing, bool open);

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    QStringList paragraphs() const override;

private:
    QString m_words;
    QString m_thought;
    TextBlock m_text;
    bool m_open = false;
};

} // namespace sillok::ui
