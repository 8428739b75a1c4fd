// choice_list.h - Rows to choose from below a field that keeps the keyboard: icon, name, and what it is at the right.
#pragma once

#include <QStyledItemDelegate>
#include <QVariant>

class QListView;
class QStandardItemModel;

namespace sillok::ui {

constexpr int kChoiceValueRole = Qt::UserRole + 1;

struct Choice {
    QString name;
    QString icon;
    QString aside {};    ///< at the right; read out behind the name
    QVariant value {};
    QString toolTip {};
};
void appendChoice(QStandardItemModel& model, const Choice& choice);

/// As high as its rows, but never more than so many, with the first one chosen.
void showChoices(QListView& list, int mostRows);
/// Down and up; false: another key. Beyond the last row it begins anew where `around` says so.
bool stepChoices(QListView& list, int key, bool around = false);
int choiceRowHeight();

class ChoiceDelegate final : public QStyledItemDelegate {
public:
    explicit ChoiceDelegate(int margin, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_margin(margin)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return QSize(100, choiceRowHeight()); }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_margin;
};

} // namespace sillok::ui
