#include "ui/documents/bench_hit_delegate.h"

#include "ui/documents/bench_models.h"
#include "ui/style/paint.h"
#include "ui/widgets/list_view.h"
#include "ui/words/words.h"

#include <QPainter>

namespace sillok::ui {

QSize BenchHitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return QSize(100, scaled(76)); }

void BenchHitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, option);
    const app::BenchHit& hit = m_model.hits().at(index.row());
    const QRectF row = QRectF(option.rect).adjusted(12, 7, -12, -7);
    const qreal third = row.height() / 3;
    paintLine(*painter, QRectF(row.left(), row.top(), 30, third), { QString::number(hit.place), Type::UiBold, Token::TextSecondary });
    const QRectF text = row.adjusted(34, 0, 0, 0);
    const QString heading = QString(hit.citation.headingPath).replace(QStringLiteral(" > "), QStringLiteral(" › "));
    const qreal used = paintLine(*painter, QRectF(text.left(), text.top(), text.width() * 0.6, third),
        { index.data().toString(), Type::UiBold, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    paintLine(*painter, QRectF(text.left() + used + 10, text.top(), text.width() - used - 10, third), { heading, Type::Secondary, Token::TextMuted, Qt::AlignLeft, Qt::ElideMiddle });
    paintLine(*painter, QRectF(text.left(), text.top() + third, text.width(), third), { hit.citation.quote.simplified(), Type::Secondary, Token::TextPrimary });
    paintLine(*painter, QRectF(text.left(), text.top() + 2 * third, text.width(), third), { reasonWords(hit), Type::Caption, Token::TextSecondary });
}

} // namespace sillok::ui
