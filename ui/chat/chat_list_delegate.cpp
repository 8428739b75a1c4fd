#include "ui/chat/chat_list_delegate.h"

#include "ui/chat/chat_list_model.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/widgets/list_view.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kIndent = 20;

ChatListModel::Kind kindOf(const QModelIndex& index) { return static_cast<ChatListModel::Kind>(index.data(ChatListModel::KindRole).toInt()); }

void paintSquareIcon(QPainter& painter, const QString& name, qreal left, const QRectF& row, Token ink)
{
    const qreal size = scaled(16);
    paintIcon(painter, name, QRectF(left, row.center().y() - size / 2, size, size), color(ink));
}

/// Ring: an answer is being written. Dot: one was finished while nobody looked.
void paintMark(QPainter& painter, const QRectF& row, bool answering)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = answering ? 3.5 : 4;
    painter.setPen(answering ? QPen(color(Token::Accent), 2) : QPen(Qt::NoPen));
    painter.setBrush(answering ? QBrush(Qt::NoBrush) : QBrush(color(Token::Info)));
    painter.drawEllipse(QPointF(row.right() - 4, row.center().y()), radius, radius);
}

void paintTwoLines(QPainter& painter, const QRectF& row, const QModelIndex& index, Type face)
{
    const qreal half = row.height() / 2;
    paintLine(painter, QRectF(row.left(), row.top() + 5, row.width(), half - 4), { index.data().toString(), face, Token::TextPrimary });
    paintLine(painter, QRectF(row.left(), row.top() + half, row.width(), half - 6), { index.data(ChatListModel::SnippetRole).toString(), Type::Secondary, Token::TextMuted });
}

/// Icons before the words; returns where the words begin.
qreal paintFront(QPainter& painter, const QRectF& row, const QModelIndex& index)
{
    qreal left = row.left();
    const auto add = [&](const QString& name) {
        paintSquareIcon(painter, name, left, row, Token::TextMuted);
        left += scaled(16) + 8;
    };
    if (kindOf(index) == ChatListModel::Folder) {
        add(index.data(ChatListModel::OpenRole).toBool() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
        add(QStringLiteral("folder"));
    } else if (index.data(ChatListModel::MemoryRole).toBool()) {
        add(QStringLiteral("chat-temporary"));
    } else if (index.data(ChatListModel::PinnedRole).toBool()) {
        add(QStringLiteral("pin"));
    }
    return left;
}

} // namespace

TitleEdit::TitleEdit(QWidget* parent)
    : Field(30, parent)
{
}

void TitleEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_preedit = event->preeditString();
    Field::inputMethodEvent(event);
}

void TitleEdit::commitPreedit()
{
    QGuiApplication::inputMethod()->commit();
    if (m_preedit.isEmpty())
        return; // where the platform has no input method to ask, it is taken over here
    QInputMethodEvent commit;
    commit.setCommitString(std::exchange(m_preedit, QString()));
    Field::inputMethodEvent(&commit);
    QGuiApplication::inputMethod()->reset();
}

int indentOf(const QModelIndex& index) { return index.data(ChatListModel::LevelRole).toInt() * kIndent; }

QSize ChatListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    switch (kindOf(index)) {
    case ChatListModel::Heading: return QSize(100, scaled(index.row() == 0 ? 30 : 36));
    case ChatListModel::Hit:
    case ChatListModel::Trashed: return QSize(100, scaled(54));
    case ChatListModel::Chat:
    case ChatListModel::Folder: break;
    }
    return QSize(100, scaled(34));
}

void ChatListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRectF row = QRectF(option.rect).adjusted(18 + indentOf(index), 0, -18, 0);
    const ChatListModel::Kind kind = kindOf(index);
    if (kind == ChatListModel::Heading) {
        const QRectF low(row.left() - 2, row.bottom() - scaled(28), row.width(), scaled(26));
        paintLine(*painter, low, { index.data().toString(), Type::Secondary, Token::TextMuted });
        return;
    }
    paintRowGround(*painter, option);
    const Type face = option.state & QStyle::State_Selected ? Type::UiBold : Type::Ui;
    if (kind == ChatListModel::Hit || kind == ChatListModel::Trashed)
        return paintTwoLines(*painter, row, index, face);
    const bool answering = index.data(ChatListModel::AnsweringRole).toBool();
    const bool marked = answering || index.data(ChatListModel::UnreadRole).toBool();
    QRectF words = row.adjusted(0, 0, marked ? -18 : 0, 0);
    words.setLeft(paintFront(*painter, row, index));
    if (const QString aside = index.data(ChatListModel::AsideRole).toString(); !aside.isEmpty()) {
        const qreal width = textWidth(Type::Secondary, aside);
        paintLine(*painter, QRectF(words.right() - width, words.top(), width, words.height()), { aside, Type::Secondary, Token::TextMuted, Qt::AlignRight });
        words.setRight(words.right() - width - 8);
    }
    paintLine(*painter, words, { index.data().toString(), face, Token::TextPrimary });
    if (marked)
        paintMark(*painter, row, answering);
}

QWidget* ChatListDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    auto* edit = new TitleEdit(parent);
    edit->setAccessibleName(kindOf(index) == ChatListModel::Folder ? tr("Name of the folder") : tr("Title of the chat"));
    return edit;
}

void ChatListDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    static_cast<TitleEdit*>(editor)->commitPreedit();
    QStyledItemDelegate::setModelData(editor, model, index);
}

void ChatListDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    editor->setGeometry(option.rect.adjusted(8 + indentOf(index), 1, -8, -1));
}

} // namespace sillok::ui
