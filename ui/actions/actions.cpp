#include "ui/actions/actions.h"

#include "ui/actions/key_map.h"

#include <QCoreApplication>
#include <QShortcut>
#include <QWidget>

#include <algorithm>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(Actions)
public:
    static QString group(ActionGroup group)
    {
        switch (group) {
        case ActionGroup::Go: return tr("Moving around");
        case ActionGroup::Chat: return tr("Chat");
        case ActionGroup::Evidence: return tr("Evidence");
        case ActionGroup::Documents: return tr("Documents");
        case ActionGroup::Models: return tr("Models");
        case ActionGroup::Look: return tr("Appearance");
        case ActionGroup::Vault: return tr("Vault");
        }
        return {};
    }
};

} // namespace

QString Action::name() const { return QCoreApplication::translate("Actions", words); }

QString groupName(ActionGroup group) { return Say::group(group); }

Actions::Actions(QWidget* window, std::function<bool()> ready)
    : QObject(window)
    , m_window(window)
    , m_ready(std::move(ready))
{
}

void Actions::add(Action action)
{
    Q_ASSERT(!find(action.id));
    KeyMap::it().declare(action.id, action.keys);
    auto* shortcut = new QShortcut(KeyMap::it().keys(action.id), m_window);
    if (action.everywhere)
        shortcut->setContext(Qt::ApplicationShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, id = action.id] { run(id); });
    connect(&KeyMap::it(), &KeyMap::changed, shortcut, [shortcut, id = action.id] { shortcut->setKey(KeyMap::it().keys(id)); });
    m_all.push_back(std::move(action));
}

const Action* Actions::find(const QString& id) const
{
    const auto at = std::ranges::find(m_all, id, &Action::id);
    return at == m_all.end() ? nullptr : &*at;
}

bool Actions::may(const Action& action) const
{
    return (action.everywhere || m_ready()) && (!action.available || action.available());
}

bool Actions::run(const QString& id)
{
    const Action* const action = find(id);
    if (!action || !may(*action))
        return false;
    m_last = id;
    emit ran(id);
    action->run();
    return true;
}

std::vector<const Action*> Actions::found(const QString& typed) const
{
    const QStringList wanted = typed.split(u' ', Qt::SkipEmptyParts);
    std::vector<const Action*> hits;
    for (const Action& action : m_all) {
        const QString name = action.name() + u' ' + QString::fromUtf8(action.words) + u' ' + groupName(action.group);
        if (std::ranges::all_of(wanted, [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); }))
            hits.push_back(&action);
    }
    return hits;
}

} // namespace sillok::ui
