#include "ui/evidence/evidence_cards.h"

#include "ui/chat/parts.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/words/words.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

constexpr int kSide = 14;

class Say {
    Q_DECLARE_TR_FUNCTIONS(EvidenceCard)
public:
    static QString matches(int n) { return tr("%n match(es) the source", nullptr, n); }
    static QString missing(int n) { return tr("%n not found", nullptr, n); }
};

} // namespace

/// A chip that can be focused and pressed.
class ChipButton final : public QAbstractButton {
public:
    ChipButton(int number, QWidget* parent)
        : QAbstractButton(parent)
        , m_number(number)
    {
        setFixedSize(kChipSize, kChipSize);
        setCursor(Qt::PointingHandCursor);
        setProperty("radius", 5);
    }
    ChipState state = ChipState::Verified;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintChip(painter, rect(), m_number, state);
    }

private:
    int m_number;
};

class EvidenceCard final : public QWidget {
public:
    EvidenceCard(EvidenceCards* cards, QList<int> indexes, QList<app::Citation> citations)
        : QWidget(cards)
        , m_indexes(std::move(indexes))
        , m_citations(std::move(citations))
    {
        setCursor(Qt::PointingHandCursor);
        for (int i = 0; i < m_indexes.size(); ++i) {
            auto* chip = new ChipButton(m_citations.at(i).number, this);
            chip->setAccessibleName(citationName(m_citations.at(i)));
            const int index = m_indexes.at(i);
            QObject::connect(chip, &QAbstractButton::clicked, cards, [cards, index] { emit cards->chosen(index); });
            m_chips.append(chip);
        }
        setActive(-1);
    }

    const QList<int>& indexes() const { return m_indexes; }

    void setActive(int index)
    {
        m_active = static_cast<int>(m_indexes.indexOf(index));
        for (int i = 0; i < m_chips.size(); ++i) {
            m_chips[i]->state = !m_citations.at(i).verified ? ChipState::NotFound : i == m_active ? ChipState::Active : ChipState::Verified;
            m_chips[i]->update();
        }
        layOut();
    }

    void layOut()
    {
        const int line = lineHeight(Type::SecondaryBold) + 2;
        int y = 9;
        int x = kSide + 2;
        if (m_active < 0) {
            for (ChipButton* chip : m_chips) {
                chip->move(x, y);
                x += kChipSize + 5;
            }
            m_titleLeft = x + 5;
            setFixedHeight(9 + line + 9);
            update();
            return;
        }
        m_titleLeft = kSide + 2;
        y += line + 4;
        for (ChipButton* chip : m_chips) {
            chip->move(x, y);
            x += kChipSize + 5;
        }
        y += kChipSize + 6;
        m_quoteTop = y;
        const app::Citation& c = m_citations.at(m_active);
        const QString quote = c.quote.isEmpty() ? c.passageText.left(160) : c.quote;
        m_quote.setPlain(u'“' + quote.trimmed() + u'”', Type::CardPassage, Token::TextSecondary);
        y += static_cast<int>(m_quote.setWidth(qMax(60, width() - 2 * kSide - 4)));
        setFixedHeight(y + 10);
        update();
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        if (event->oldSize().width() != width())
            layOut();
    }
    void mouseReleaseEvent(QMouseEvent*) override
    {
        auto* cards = static_cast<EvidenceCards*>(parentWidget());
        emit cards->chosen(m_indexes.at(qMax(0, m_active)));
    }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const bool active = m_active >= 0;
        paintBarCard(painter, rect(), color(active ? Token::EvidenceTint : Token::BgRaised),
                     color(active ? Token::EvidenceBar : Token::LineSubtle), color(active ? Token::EvidenceBar : Token::LineStrong));
        int good = 0;
        for (const app::Citation& c : m_citations)
            good += c.verified ? 1 : 0;
        const bool all = good == m_citations.size();
        const QString state = all ? Say::matches(good) : Say::missing(static_cast<int>(m_citations.size()) - good);
        const int stateWidth = textWidth(Type::Secondary, state) + 24;
        const QRectF row(m_titleLeft, 9, width() - m_titleLeft - kSide, lineHeight(Type::SecondaryBold) + 2);
        QString title = m_citations.first().documentName;
        const QString page = pageWords(m_citations.first().page, m_citations.first().pageEstimated);
        const qreal pageWidth = page.isEmpty() ? 0 : textWidth(Type::SecondaryBold, QStringLiteral(" · ") + page);
        const Type face = active ? Type::SecondaryBold : Type::Secondary;
        const qreal used = paintLine(painter, row.adjusted(0, 0, -stateWidth - 12 - pageWidth, 0),
                                     { title, face, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
        if (!page.isEmpty())
            paintLine(painter, row.adjusted(used, 0, 0, 0), { QStringLiteral(" · ") + page, face, Token::TextPrimary });
        const Token ink = all ? Token::Ok : Token::Warning;
        const QRectF right(row.right() - stateWidth, row.top(), stateWidth, row.height());
        paintIcon(painter, all ? QStringLiteral("check") : QStringLiteral("warning"), QRectF(right.left(), right.center().y() - 8, 16, 16), color(ink));
        paintLine(painter, right, { state, Type::Secondary, ink, Qt::AlignRight });
        if (active)
            m_quote.paint(painter, QPointF(kSide + 2, m_quoteTop));
    }

private:
    QList<int> m_indexes;
    QList<app::Citation> m_citations;
    QList<ChipButton*> m_chips;
    TextBlock m_quote;
    int m_active = -1;
    int m_titleLeft = 0;
    int m_quoteTop = 0;
};

EvidenceCards::EvidenceCards(QWidget* parent)
    : QWidget(parent)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(8);
    connect(&Theme::it(), &Theme::changed, this, [this] {
        for (EvidenceCard* card : m_cards)
            card->layOut();
    });
}

void EvidenceCards::setCitations(const QList<app::Citation>& citations)
{
    m_citations = citations;
    qDeleteAll(m_cards);
    m_cards.clear();
    QList<QList<int>> groups;
    for (int i = 0; i < citations.size(); ++i) {
        bool found = false;
        for (QList<int>& group : groups) {
            const app::Citation& first = citations.at(group.first());
            if (first.document == citations.at(i).document && first.page == citations.at(i).page) {
                group.append(i);
                found = true;
            }
        }
        if (!found)
            groups.append(QList<int> { i });
    }
    for (const QList<int>& group : groups) {
        QList<app::Citation> some;
        for (const int i : group)
            some.append(citations.at(i));
        auto* card = new EvidenceCard(this, group, some);
        m_column->addWidget(card);
        m_cards.append(card);
    }
}

void EvidenceCards::setActive(int index)
{
    for (EvidenceCard* card : m_cards)
        card->setActive(card->indexes().contains(index) ? index : -1);
}

} // namespace sillok::ui
