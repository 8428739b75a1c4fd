// key_map.h - Which keys do what: as the program comes, and as the person changed it.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QMap>
#include <QObject>

namespace sillok::ui {

/// One per program: tool tips, the sheet of keys and the shortcuts themselves ask here. Two actions never have the same keys.
class KeyMap : public QObject {
    Q_OBJECT
public:
    static KeyMap& it();

    /// The keys that `action` comes with, as portable text; empty: none.
    void declare(const QString& action, const QString& keys);
    QKeySequence keys(const QString& action) const;
    QKeySequence standard(const QString& action) const;
    bool isChanged(const QString& action) const { return m_chosen.contains(action); }
    /// The action that has these keys; empty: they are free.
    QString holder(const QKeySequence& keys) const;

    /// Gives `action` other keys; none when empty. Where another action has them already, its id comes back and nothing changes.
    QString choose(const QString& action, const QKeySequence& keys);
    /// The keys it came with. Where another action was given them, its id comes back and nothing changes.
    QString reset(const QString& action);
    void resetAll();

    /// What the person changed, as portable text by action.
    QMap<QString, QString> chosen() const;
    void setChosen(const QMap<QString, QString>& chosen);

    /// False: a key that every field and list needs for itself, or that types a letter.
    static bool mayBeChosen(const QKeySequence& keys);

signals:
    void changed();

private:
    KeyMap() = default;

    QHash<QString, QKeySequence> m_standard;
    QMap<QString, QKeySequence> m_chosen;
};

/// As people read it: "Ctrl+Shift+N"; empty where the action has no keys.
QString keyWords(const QString& action);

} // namespace sillok::ui
