// foot_part.h - Below an answer: what was proven, what is on disk, and the actions that appear with the mouse or the keyboard.
#pragma once

#include "ui/chat/message_actions.h"

namespace sillok::ui {

class FootPart final : public Part {
public:
    FootPart(const app::Message& message, bool temporary);

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override { return m_actions; }
    QStringList paragraphs() const override;

private:
    app::Message m_message;
    QList<Target> m_actions;
    int m_good = 0;
    int m_bad = 0;
    int m_unproven = 0;
    QString m_note, m_saved;
    qreal m_width = 0;
};

} // namespace sillok::ui
