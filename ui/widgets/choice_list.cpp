#include "ui/widgets/choice_list.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <QStandardItemModel>

namespace sillok::ui {

namespace {

constexpr int kRow = 34;
constexpr int kIconRole = Qt::UserRole + 2;
constexpr int kAsideRole = Qt::UserRole + 3;

} // namespace

int choiceRowHeight() { return scaled(kRow); }

void appendChoice(QStandardItemModel& model, const Choice& choice)
{
    auto* item = new QStandardItem(choice.name);
    item->setEditable(false);
    item->setData(choice.icon, kIconRole);
    item->setData(choice.aside, kAsideRole);
    item->setData(choice.value, kChoiceValueRole);
    item->setData(choice.aside.isEmpty() ? choice.name : choice.name + QStringLiteral(", ") + choice.aside, Qt::AccessibleTextRole);
    if (!choice.toolTip.isEmpty())
        item->setToolTip(plainToolTip(choice.toolTip));
    model.appendRow(item);
}

void showChoices(QListView& list, int mostRows)
{
    list.setFixedHeight(choiceRowHeight() * qMin(mostRows, list.model()->rowCount()) + 2);
    list.setCurrentIndex(list.model()->index(0, 0));
}

bool stepChoices(QListView& list, int key, bool around)
{
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return false;
    const int rows = list.model()->rowCount();
    const int wanted = list.currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
    list.setCurrentIndex(list.model()->index(around && rows > 0 ? (wanted + rows) % rows : qBound(0, wanted, rows - 1), 0));
    return true;
}

void ChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, option);
    const QRectF row = QRectF(option.rect).adjusted(m_margin, 0, -m_margin, 0);
    const qreal size = scaled(16);
    paintIcon(*painter, index.data(kIconRole).toString(), QRectF(row.left(), row.center().y() - size / 2, size, size), color(Token::TextSecondary));
    const QString aside = index.data(kAsideRole).toString();
    const qreal asideWidth = qMin<qreal>(textWidth(Type::Secondary, aside), row.width() / 2);
    paintLine(*painter, row.adjusted(size + 10, 0, -asideWidth - 12, 0), { index.data().toString(), Type::Ui, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
    paintLine(*painter, QRectF(row.right() - asideWidth, row.top(), asideWidth, row.height()), { aside, Type::Secondary, Token::TextMuted, Qt::AlignRight });
}

} // namespace sillok::ui
