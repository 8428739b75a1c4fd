#include "ui/chat/conversation_accessible.h"

#include "ui/chat/conversation_view.h"
#include "ui/widgets/accessible_factory.h"

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

/// A citation, or an action of a message.
class ReachInterface final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    ReachInterface(ConversationView* view, int index)
        : m_view(view)
        , m_index(index)
    {
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    bool isValid() const override { return m_view && m_index < m_view->reachable().size(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override { return kind == QAccessible::Name ? reach().target.name : QString(); }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override { return reach().rect; }
    QAccessible::Role role() const override { return reach().target.kind == Target::Kind::Citation ? QAccessible::Link : QAccessible::PushButton; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.focused = reach().focused;
        return state;
    }
    QStringList actionNames() const override { return { pressAction() }; }
    void doAction(const QString& name) override
    {
        if (m_view && name == pressAction())
            m_view->press(m_index);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    ConversationView::Reach reach() const { return m_view ? m_view->reachable().value(m_index) : ConversationView::Reach(); }
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
    int paragraphCount() const { return static_cast<int>(m_view->paragraphs().size()); }
    int childCount() const override { return paragraphCount() + static_cast<int>(m_view->reachable().size()); }
    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        // What can be pressed counts from -1 downwards, so that a new paragraph makes nobody else of it.
        const int reach = index - paragraphCount();
        const int key = reach < 0 ? index : -1 - reach;
        if (!m_ids.contains(key))
            m_ids.insert(key, QAccessible::registerAccessibleInterface(reach < 0 ? static_cast<QAccessibleInterface*>(new ParagraphInterface(m_view, index)) : new ReachInterface(m_view, reach)));
        return QAccessible::accessibleInterface(m_ids.value(key));
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (auto it = m_ids.cbegin(); it != m_ids.cend(); ++it)
            if (QAccessible::accessibleInterface(it.value()) == child)
                return it.key() >= 0 ? it.key() : paragraphCount() - 1 - it.key();
        return -1;
    }

private:
    ConversationView* m_view;
    mutable QHash<int, QAccessible::Id> m_ids;
};

} // namespace

void tellFocus(const ConversationView* view)
{
    if (!QAccessible::isActive())
        return;
    const QList<ConversationView::Reach> all = view->reachable();
    for (int i = 0; i < all.size(); ++i)
        if (all.at(i).focused) {
            QAccessibleEvent event(const_cast<ConversationView*>(view), QAccessible::Focus);
            event.setChild(static_cast<int>(view->paragraphs().size()) + i);
            QAccessible::updateAccessibility(&event);
        }
}

void installConversationAccessibility() { speakThrough<ConversationView, ConversationInterface>(); }

} // namespace sillok::ui
