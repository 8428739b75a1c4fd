// answer_reader.h - Has an answer spoken while it is written: its beginning, sentence by sentence, its end.
#pragma once

#include "app/services/types.h"
#include "ui/chat/sentences.h"

#include <QObject>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class ChatPage;

/// Politely, and only while the chat has the keyboard; what was written meanwhile is not said later.
class AnswerReader final : public QObject {
    Q_OBJECT
public:
    AnswerReader(app::Desk& desk, ChatPage& page);

private:
    void follow(app::ChatId chat, const app::Message& message);
    void end(const app::Message& message);
    bool listening() const;
    void say(const QString& words) const;

    ChatPage& m_page;
    app::MessageId m_message = 0;   ///< that is being written
    SentenceFeed m_feed;
};

} // namespace sillok::ui
