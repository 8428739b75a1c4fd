#include "ui/chat/conversation_accessible.h"

#include "ui/chat/conversation_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace sillok::ui {

namespace {

class ParagraphInterface final : public QAccessibleInterface {
public:
    ParagraphInterface(ConversationView* view, int index)
        : m_view(view)
        , m_index(index)
    {
    }
    bool isValid() const override { return m_view && m_index < m_view->paragraphs().size(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->paragraphs().at(m_index) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override { return m_view ? m_view->paragraphRect(m_index) : QRect(); }
    QAccessible::Role role() const override { return QAccessible::Paragraph; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        return state;
    }

private:
    QPointer<ConversationView> m_view;
    int m_index;
};

class ConversationInterface final : public QAccessibleWidget {
public:
    explicit ConversationInterface(ConversationView* view)
        : QAccessibleWidget(view, QAccessible::Document)
        , m_view(view)
    {
    }
    ~ConversationInterface() override
    {
        for (const QAccessible::Id id : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }
    int childCount() const override { return static_cast<int>(m_view->paragraphs().size()); }
    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        if (!m_ids.contains(index))
            m_ids.insert(index, QAccessible::registerAccessibleInterface(new ParagraphInterface(m_view, index)));
        return QAccessible::accessibleInterface(m_ids.value(index));
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (auto it = m_ids.cbegin(); it != m_ids.cend(); ++it)
            if (QAccessible::accessibleInterface(it.value()) == child)
                return it.key();
        return -1;
    }

private:
    ConversationView* m_view;
    mutable QHash<int, QAccessible::Id> m_ids;
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    if (auto* view = qobject_cast<ConversationView*>(object))
        return new ConversationInterface(view);
    return nullptr;
}

} // namespace

void installConversationAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace sillok::ui
