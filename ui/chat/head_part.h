// head_part.h - A line above what is said: who says it and which version it is, or the heading of passages.
#pragma once

#include "ui/chat/message_actions.h"

#include <optional>

namespace sillok::ui {

/// "icon  title  beside            right"
class HeadPart final : public Part {
public:
    HeadPart(QString icon, QString title, QString beside, QString right);
    void setMessage(const app::Message& message);   ///< its versions and its pin are shown beside the title

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    QStringList paragraphs() const override;

private:
    QString m_icon, m_title, m_beside, m_right;
    std::optional<VersionSwitch> m_versions;
    bool m_pinned = false;
    qreal m_width = 0;
    qreal m_titleWidth = 0;
};

} // namespace sillok::ui
