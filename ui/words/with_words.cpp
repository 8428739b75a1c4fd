#include "ui/words/with_words.h"

#include "ui/actions/key_map.h"

#include <QEvent>
#include <QWidget>

namespace sillok::ui {

namespace {

class Speaker final : public QObject {
public:
    Speaker(QWidget* owner, std::function<void()> say)
        : QObject(owner)
        , m_say(std::move(say))
    {
        owner->installEventFilter(this);
        connect(&KeyMap::it(), &KeyMap::changed, this, [this] { m_say(); }); // tool tips name keys
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == parent() && event->type() == QEvent::LanguageChange)
            m_say();
        return false;
    }

private:
    std::function<void()> m_say;
};

} // namespace

void withWords(QWidget* owner, std::function<void()> say)
{
    say();
    new Speaker(owner, std::move(say));
}

} // namespace sillok::ui
