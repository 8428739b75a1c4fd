#include "ui/chat/answer_reader.h"

#include "app/services/desk.h"
#include "ui/chat/chat_page.h"
#include "ui/problem_text.h"
#include "ui/widgets/announcer.h"

#include <QApplication>

namespace sillok::ui {

AnswerReader::AnswerReader(app::Desk& desk, ChatPage& page)
    : QObject(&page)
    , m_page(page)
{
    connect(&desk, &app::Desk::messageAdded, this, &AnswerReader::follow);
    connect(&desk, &app::Desk::messageChanged, this, &AnswerReader::follow);
}

bool AnswerReader::listening() const
{
    const QWidget* const focus = QApplication::focusWidget();
    return focus && m_page.isAncestorOf(focus);
}

void AnswerReader::say(const QString& words) const
{
    if (!words.isEmpty() && listening())
        announce(&m_page, words, Urgency::Polite);
}

void AnswerReader::follow(app::ChatId chat, const app::Message& message)
{
    if (chat != m_page.current() || message.role != app::Role::Assistant)
        return;
    if (message.state == app::MessageState::Writing) {
        if (m_message != message.id) {
            m_message = message.id;
            m_feed = {};
            say(tr("The answer begins"));
        }
        if (listening())
            say(m_feed.take(message.text, false));
        else
            m_feed.skipTo(message.text);
        return;
    }
    if (m_message != message.id && message.mode == app::AnswerMode::Generated)
        return; // something else about it has changed
    end(message);
    m_message = 0;
}

void AnswerReader::end(const app::Message& message)
{
    if (message.state == app::MessageState::Failed) {
        if (listening()) {
            const ProblemText words = problemText(message.problem);
            announce(&m_page, QStringLiteral("%1 %2 %3").arg(words.happened, words.safe, words.next).simplified(), Urgency::Assertive);
        }
        return;
    }
    if (m_message == 0)
        return;
    const QString rest = m_feed.take(message.text, true);
    const int count = static_cast<int>(message.citations.size());
    const QString done = message.state == app::MessageState::Stopped ? tr("The answer was stopped")
        : message.mode == app::AnswerMode::Evidence                  ? tr("%n passage(s) were found", nullptr, count)
        : message.mode == app::AnswerMode::Refused                   ? tr("No answer was found in the documents")
        : count > 0                                                  ? tr("The answer is finished, %n citation(s)", nullptr, count)
                                                                     : tr("The answer is finished");
    say(rest.isEmpty() ? done : rest + QStringLiteral("\n") + done);
}

} // namespace sillok::ui
