// message_actions.h - What can be done with a message: its words, its icons, the row that appears below it, the switch between versions.
#pragma once

#include "ui/chat/parts.h"

namespace sillok::ui {

/// Words for a tool tip, a menu or a screen reader, with the key where there is one.
QString actionWords(Target::Kind kind, const app::Message& message);
QString actionIcon(Target::Kind kind);

/// What is offered for this message, in the order of the row. A message that is being written offers nothing.
QList<Target::Kind> actionsFor(const app::Message& message);

/// Places one 28 px button after the other from `at`.
QList<Target> placeActions(const QList<Target::Kind>& kinds, const app::Message& message, QPointF at);
void paintActions(QPainter& painter, const QList<Target>& targets, const PaintState& state);
qreal actionsWidth(qsizetype count);

/// "‹ 2 / 3 ›", where a message has more than one version.
class VersionSwitch {
public:
    explicit VersionSwitch(const app::Message& message);
    bool isNeeded() const { return m_versions > 1; }
    qreal width() const;
    /// `at`: left top corner; its height is kHeight.
    void place(QPointF at) { m_at = at; }
    QList<Target> targets() const;
    void paint(QPainter& painter, const PaintState& state) const;
    QString words() const;            ///< "Version 2 of 3"

    static constexpr qreal kHeight = 24;

private:
    QString counter() const;
    int m_version;
    int m_versions;
    QPointF m_at;
};

} // namespace sillok::ui
