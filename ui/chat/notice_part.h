// notice_part.h - A notice inside the conversation: no model, nothing found, or what went wrong and what to do.
#pragma once

#include "ui/chat/parts.h"
#include "ui/problem_text.h"

namespace sillok::ui {

struct NoticeSpec {
    bool error = false;
    QString icon;
    QString title;
    QString body;
    QString details;              ///< folded; empty: none
    bool detailsOpen = false;
    QString actionWords;          ///< empty: no button
    Target::Kind action = Target::Kind::Retry;
};

class NoticePart final : public Part {
public:
    explicit NoticePart(NoticeSpec spec);

    qreal setWidth(qreal width) override;
    void paint(QPainter& painter, const PaintState& state) override;
    QList<Target> targets() const override;
    QStringList paragraphs() const override;

private:
    QRectF actionRect() const;
    QRectF detailsRect() const;
    bool actionBeside() const { return !m_spec.error && m_width >= 560; }

    NoticeSpec m_spec;
    TextBlock m_title;
    TextBlock m_body;
    TextBlock m_details;
    qreal m_width = 0;
    qreal m_height = 0;
    qreal m_bodyTop = 0;
    qreal m_buttonTop = 0;
    qreal m_cardHeight = 0;
};

} // namespace sillok::ui
