#include "ui/search/found_delegate.h"

#include "ui/search/found_model.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/widgets/list_view.h"
#include "ui/words/words.h"

#include <QPainter>
#include <QTextLayout>

namespace sillok::ui {

namespace {

constexpr qreal kAsideWidth = 150;

QString iconOf(app::FoundKind kind)
{
    switch (kind) {
    case app::FoundKind::ChatTitle: return QStringLiteral("chat");
    case app::FoundKind::Message: return QStringLiteral("chat");
    case app::FoundKind::DocumentName: return QStringLiteral("documents");
    case app::FoundKind::Passage: return QStringLiteral("page");
    }
    return {};
}

/// One line of text in which the marked parts stand on the evidence ground, underlined.
void paintMarked(QPainter& painter, const QRectF& rect, const QString& text, const QList<app::FoundItem::Mark>& marks, Type type, Token ink)
{
    const QFont face = font(type);
    const QFontMetricsF metrics(face);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    const qsizetype whole = shown == text ? text.size() : shown.size() - 1; // the last one is the ellipsis
    QList<QTextLayout::FormatRange> ranges;
    for (const app::FoundItem::Mark& mark : marks) {
        if (mark.start >= whole)
            continue;
        QTextLayout::FormatRange range { static_cast<int>(mark.start), static_cast<int>(qMin(mark.length, whole - mark.start)), {} };
        range.format.setBackground(color(Token::EvidenceTint));
        range.format.setForeground(color(Token::TextPrimary));
        range.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        range.format.setUnderlineColor(color(Token::EvidenceBar));
        ranges.append(range);
    }
    QTextLayout layout(shown, face);
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() + 2);
    layout.endLayout();
    painter.setPen(color(ink));
    layout.draw(&painter, QPointF(rect.left(), std::round(rect.top() + (rect.height() - line.height()) / 2)));
}

} // namespace

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return QSize(100, index.data(FoundModel::HeadingRole).toBool() ? scaled(32) : scaled(54));
}

void FoundDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRectF row = QRectF(option.rect).adjusted(22, 0, -22, 0);
    if (index.data(FoundModel::HeadingRole).toBool()) {
        const QRectF low = row.adjusted(0, scaled(6), 0, 0);
        paintLine(*painter, low, { index.data().toString(), Type::Secondary, Token::TextMuted });
        paintLine(*painter, low, { index.data(FoundModel::CountRole).toString(), Type::Secondary, Token::TextMuted, Qt::AlignRight });
        return;
    }
    paintRowGround(*painter, option);
    const auto item = index.data(FoundModel::ItemRole).value<app::FoundItem>();
    const QRectF picture(row.left(), row.center().y() - 8, 16, 16);
    paintIcon(*painter, iconOf(item.kind), picture, color(Token::TextSecondary));
    const QRectF text = row.adjusted(30, 6, -kAsideWidth, -6);
    const QRectF upper(text.left(), text.top(), text.width(), text.height() / 2);
    const QRectF lower(text.left(), text.top() + text.height() / 2, text.width(), text.height() / 2);
    const bool titleItself = item.kind == app::FoundKind::ChatTitle || item.kind == app::FoundKind::DocumentName;
    const QString page = pageWords(item.page, false);
    const QString name = page.isEmpty() ? item.name : item.name + QStringLiteral(" · ") + page;
    if (titleItself) {
        paintMarked(*painter, text, item.snippet, item.marks, Type::UiBold, Token::TextPrimary);
    } else {
        paintLine(*painter, upper, { name, Type::Ui, Token::TextPrimary });
        paintMarked(*painter, lower, item.snippet, item.marks, Type::Secondary, Token::TextSecondary);
    }
    const QRectF aside(row.right() - kAsideWidth + 8, row.top(), kAsideWidth - 8, row.height());
    paintLine(*painter, aside, { index.data(FoundModel::AsideRole).toString(), Type::Secondary, Token::TextMuted, Qt::AlignRight });
}

} // namespace sillok::ui
