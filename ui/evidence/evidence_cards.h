// evidence_cards.h - The cited passages of one answer, grouped by document and page; the active one opened.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QVBoxLayout;

namespace sillok::ui {

class EvidenceCard;

class EvidenceCards : public QWidget {
    Q_OBJECT
public:
    explicit EvidenceCards(QWidget* parent = nullptr);
    void setCitations(const QList<app::Citation>& citations);
    void setActive(int index);

signals:
    void chosen(int index);

private:
    QList<app::Citation> m_citations;
    QList<EvidenceCard*> m_cards;
    QVBoxLayout* m_column = nullptr;
};

} // namespace sillok::ui
