#include "ui/actions/key_map.h"

#include <QSet>

namespace sillok::ui {

KeyMap& KeyMap::it()
{
    static KeyMap map;
    return map;
}

void KeyMap::declare(const QString& action, const QString& keys)
{
    m_standard.insert(action, QKeySequence::fromString(keys, QKeySequence::PortableText));
}

QKeySequence KeyMap::keys(const QString& action) const { return m_chosen.value(action, m_standard.value(action)); }

QKeySequence KeyMap::standard(const QString& action) const { return m_standard.value(action); }

QString KeyMap::holder(const QKeySequence& keys) const
{
    if (keys.isEmpty())
        return {};
    for (auto one = m_standard.cbegin(); one != m_standard.cend(); ++one)
        if (this->keys(one.key()) == keys)
            return one.key();
    return {};
}

QString KeyMap::choose(const QString& action, const QKeySequence& keys)
{
    const QString other = holder(keys);
    if (!other.isEmpty() && other != action)
        return other;
    if (keys == m_standard.value(action))
        m_chosen.remove(action);
    else
        m_chosen.insert(action, keys);
    emit changed();
    return {};
}

QString KeyMap::reset(const QString& action) { return choose(action, m_standard.value(action)); }

void KeyMap::resetAll()
{
    m_chosen.clear();
    emit changed();
}

QMap<QString, QString> KeyMap::chosen() const
{
    QMap<QString, QString> texts;
    for (auto one = m_chosen.cbegin(); one != m_chosen.cend(); ++one)
        texts.insert(one.key(), one->toString(QKeySequence::PortableText));
    return texts;
}

/// The file can have been written by an earlier version or by hand. The whole of it holds or, where two actions would end with the same keys, none of it.
void KeyMap::setChosen(const QMap<QString, QString>& chosen)
{
    m_chosen.clear();
    for (auto one = chosen.cbegin(); one != chosen.cend(); ++one) {
        const auto keys = QKeySequence::fromString(one.value(), QKeySequence::PortableText);
        if (m_standard.contains(one.key()) && (keys.isEmpty() ? one.value().isEmpty() : mayBeChosen(keys)))
            m_chosen.insert(one.key(), keys);
    }
    QSet<QString> taken;
    for (auto one = m_standard.cbegin(); one != m_standard.cend(); ++one) {
        const QString text = keys(one.key()).toString(QKeySequence::PortableText);
        if (!text.isEmpty() && taken.contains(text)) {
            m_chosen.clear();
            break;
        }
        taken.insert(text);
    }
    emit changed();
}

bool KeyMap::mayBeChosen(const QKeySequence& keys)
{
    if (keys.count() != 1)
        return false;
    for (const auto standard : { QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll })
        if (QKeySequence::keyBindings(standard).contains(keys))
            return false;
    const int key = keys[0].key();
    const bool function = key >= Qt::Key_F1 && key <= Qt::Key_F35;
    const bool held = keys[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool ofFields = key == Qt::Key_Tab || key == Qt::Key_Backtab || key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter
        || key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Backspace || key == Qt::Key_Space || key == Qt::Key_unknown || key == 0;
    return (function || held) && !ofFields;
}

QString keyWords(const QString& action) { return KeyMap::it().keys(action).toString(QKeySequence::NativeText); }

} // namespace sillok::ui
