#include "ui/search/action_list.h"

#include "ui/actions/key_map.h"
#include "ui/style/paint.h"
#include "ui/widgets/list_view.h"

#include <QPainter>

namespace sillok::ui {

ActionList::ActionList(const Actions& actions, QObject* parent)
    : QAbstractListModel(parent)
    , m_actions(actions)
{
}

void ActionList::find(const QString& typed)
{
    beginResetModel();
    m_found = m_actions.found(typed);
    std::erase_if(m_found, [](const Action* action) { return action->available && !action->available(); });
    endResetModel();
}

int ActionList::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_found.size()); }

QVariant ActionList::data(const QModelIndex& index, int role) const
{
    const Action& action = *m_found.at(static_cast<size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole: return action.name();
    case Qt::AccessibleTextRole: {
        const QString keys = keyWords(action.id);
        return keys.isEmpty() ? action.name() : QStringLiteral("%1, %2").arg(action.name(), keys);
    }
    case IdRole: return action.id;
    case KeysRole: return keyWords(action.id);
    case GroupRole: return groupName(action.group);
    default: return {};
    }
}

QSize ActionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return QSize(100, scaled(40)); }

void ActionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, option);
    QRectF row = QRectF(option.rect).adjusted(22, 0, -22, 0);
    const QString keys = index.data(ActionList::KeysRole).toString();
    if (!keys.isEmpty()) {
        const qreal width = textWidth(Type::SecondaryBold, keys) + 16;
        const QRectF box(row.right() - width, row.center().y() - scaled(24) / 2.0, width, scaled(24));
        paintBox(*painter, box, 4, color(Token::BgList), color(Token::LineControl));
        paintLine(*painter, box, { keys, Type::SecondaryBold, Token::TextPrimary, Qt::AlignHCenter });
        row.setRight(box.left() - 16);
    }
    const qreal used = paintLine(*painter, row, { index.data().toString(), Type::Ui, Token::TextPrimary });
    row.setLeft(row.left() + used + 12);
    if (row.width() > 60)
        paintLine(*painter, row, { index.data(ActionList::GroupRole).toString(), Type::Secondary, Token::TextMuted });
}

} // namespace sillok::ui
