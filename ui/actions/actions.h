// actions.h - Everything that can be done in the window, as one list: keys, the palette and the sheet of keys are made from it.
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace sillok::ui {

enum class ActionGroup { Go, Chat, Evidence, Documents, Models, Look, Vault };
constexpr int kActionGroups = 7;

struct Action {
    QString id;                       ///< "chat.new"; kept in the preferences, so it never changes
    ActionGroup group = ActionGroup::Go;
    const char* words = nullptr;      ///< QT_TRANSLATE_NOOP("Actions", ...)
    QString keys = {};                ///< that it comes with, as portable text; empty: the palette only
    std::function<void()> run = {};
    std::function<bool()> available = {};  ///< empty: always
    bool everywhere = false;          ///< whatever lies over the page, and in every window of the program

    QString name() const;             ///< in the language in use
};

QString groupName(ActionGroup group);

/// One per window. Adding an action makes its shortcut; which keys that has follows the map of keys.
class Actions : public QObject {
    Q_OBJECT
public:
    /// `ready`: the vault is open and nothing lies over the page.
    Actions(QWidget* window, std::function<bool()> ready);

    void add(Action action);
    const std::vector<Action>& all() const { return m_all; }
    const Action* find(const QString& id) const;
    bool may(const Action& action) const;    ///< makes sense where the person is now
    bool run(const QString& id);             ///< false: not now
    QString last() const { return m_last; }  ///< the id of what was done last

    /// Those whose name has every word of `typed`, in the language in use or in English.
    std::vector<const Action*> found(const QString& typed) const;

signals:
    void ran(const QString& id);

private:
    QWidget* m_window;
    std::function<bool()> m_ready;
    std::vector<Action> m_all;
    QString m_last;
};

} // namespace sillok::ui
