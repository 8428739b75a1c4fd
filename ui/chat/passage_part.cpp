#include "ui/chat/passage_part.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace sillok::ui {

namespace {

constexpr qreal kPad = 16;
constexpr qreal kTextLeft = 52;

class Say {
    Q_DECLARE_TR_FUNCTIONS(PassageCard)
public:
    static QString open() { return tr("Show in the document"); }
    static QString copy() { return tr("Copy with source"); }
    static QString openNamed(int n) { return tr("Show passage %1 in the document").arg(n); }
    static QString copyNamed(int n) { return tr("Copy passage %1 with its source").arg(n); }
    static QString named(int n, const QString& document) { return tr("Passage %1, %2").arg(n).arg(document); }
};

qreal titleHeight() { return lineHeight(Type::UiBold) + 4; }

} // namespace

PassagePart::PassagePart(const app::Citation& citation, int index)
    : m_citation(citation)
    , m_index(index)
{
    m_text.setPlain(citation.passageText.trimmed(), Type::Passage, Token::TextPrimary);
}

qreal PassagePart::setWidth(qreal width)
{
    m_width = width;
    qreal y = kPad - 2 + titleHeight();
    if (!m_citation.headingPath.isEmpty())
        y += lineHeight(Type::Secondary);
    m_textAt = QPointF(kTextLeft, y + 4);
    y += 4 + m_text.setWidth(width - kTextLeft - kPad - 2);
    m_height = y + 10 + 28 + 10;
    return m_height;
}

QRectF PassagePart::actionRect(int which) const
{
    const qreal first = textWidth(Type::Secondary, Say::open()) + 36;
    const qreal second = textWidth(Type::Secondary, Say::copy()) + 36;
    const qreal y = m_height - 10 - 28;
    return which == 0 ? QRectF(kTextLeft - 8, y, first, 28) : QRectF(kTextLeft - 8 + first + 12, y, second, 28);
}

void PassagePart::paintMarks(QPainter& painter) const
{
    const QString plain = m_text.document().toPlainText();
    const auto place = [&](const QRectF& r) { return r.translated(m_textAt).adjusted(-1, 1, 1, -1); };
    const QString quote = m_citation.quote.trimmed();
    const auto at = quote.isEmpty() ? -1 : plain.indexOf(quote);
    if (at >= 0)
        for (const QRectF& r : m_text.rectsOf(static_cast<int>(at), static_cast<int>(quote.size())))
            painter.fillRect(place(r), color(Token::EvidenceTint));
    for (const QString& term : m_citation.matchedTerms) {
        if (term.isEmpty())
            continue;
        for (auto i = plain.indexOf(term); i >= 0; i = plain.indexOf(term, i + term.size())) {
            for (const QRectF& r : m_text.rectsOf(static_cast<int>(i), static_cast<int>(term.size()))) {
                const QRectF spot = place(r);
                painter.fillRect(spot, color(Token::EvidenceTint));
                painter.fillRect(QRectF(spot.left(), std::round(spot.bottom()) - 1, spot.width(), 2), color(Token::EvidenceBar));
            }
        }
    }
}

void PassagePart::paint(QPainter& painter, const PaintState& state)
{
    const bool active = state.activeCitation == m_citation.number;
    paintBox(painter, QRectF(0, 0, m_width, m_height), 10, color(Token::BgRaised), color(active ? Token::EvidenceBar : Token::LineSubtle));
    const QRectF title(kTextLeft, kPad - 2, m_width - kTextLeft - kPad, titleHeight());
    ChipState chip = active ? ChipState::Active : ChipState::Verified;
    if (!m_citation.verified)
        chip = ChipState::NotFound;
    paintChip(painter, QRectF(kPad + 1, title.center().y() - kChipSize / 2.0, kChipSize, kChipSize), m_citation.number, chip);
    paintIcon(painter, QStringLiteral("page"), QRectF(title.left(), title.center().y() - 8, 16, 16), color(Token::TextSecondary));
    const QString page = pageWords(m_citation.page, m_citation.pageEstimated);
    const qreal pageWidth = page.isEmpty() ? 0 : textWidth(Type::Ui, page) + 8;
    const qreal used = paintLine(painter, title.adjusted(24, 0, -pageWidth, 0),
                                 { m_citation.documentName, Type::UiBold, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    paintLine(painter, title.adjusted(24 + used + 8, 0, 0, 0), { page, Type::Ui, Token::TextMuted });
    if (!m_citation.headingPath.isEmpty())
        paintLine(painter, QRectF(title.left(), title.bottom(), title.width(), lineHeight(Type::Secondary)),
                  { QString(m_citation.headingPath).replace(QStringLiteral(" > "), QStringLiteral(" › ")), Type::Secondary, Token::TextMuted,
                    Qt::AlignLeft, Qt::ElideMiddle });
    paintMarks(painter);
    m_text.paint(painter, m_textAt, state.selection);
    const QString words[] = { Say::open(), Say::copy() };
    const QString icons[] = { QStringLiteral("proof"), QStringLiteral("copy") };
    const QList<Target> all = targets();
    for (int i = 0; i < 2; ++i) {
        const QRectF r = actionRect(i);
        if (state.hot && *state.hot == all.at(i))
            paintBox(painter, r, 6, color(Token::BgHover));
        paintIcon(painter, icons[i], QRectF(r.left() + 8, r.center().y() - 8, 16, 16), color(Token::Accent));
        paintLine(painter, r.adjusted(30, 0, 0, 0), { words[i], Type::Secondary, Token::Accent });
    }
}

QList<Target> PassagePart::targets() const
{
    return { { Target::Kind::OpenPassage, m_index, actionRect(0), Say::openNamed(m_citation.number) },
             { Target::Kind::CopyPassage, m_index, actionRect(1), Say::copyNamed(m_citation.number) } };
}

QStringList PassagePart::paragraphs() const
{
    QStringList all { Say::named(m_citation.number, m_citation.documentName) + u' '
                      + pageWords(m_citation.page, m_citation.pageEstimated) + u' ' + m_citation.headingPath };
    return all + m_citation.passageText.trimmed().split(u'\n', Qt::SkipEmptyParts);
}

} // namespace sillok::ui
