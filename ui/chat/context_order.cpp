#include "ui/chat/context_order.h"

namespace sillok::ui {

QSet<app::MessageId> leavingFirst(const QList<app::Message>& path, int count)
{
    struct Exchange {
        QList<app::MessageId> messages;
        bool pinned = false;
    };
    QList<Exchange> exchanges;
    for (const app::Message& message : path) {
        if (message.text.isEmpty())
            continue;
        if (exchanges.isEmpty() || message.role == app::Role::User)
            exchanges.append(Exchange {});
        exchanges.last().messages.append(message.id);
        exchanges.last().pinned = exchanges.last().pinned || message.pinned;
    }
    QSet<app::MessageId> gone;
    for (const bool pinned : { false, true })
        for (const Exchange& exchange : exchanges)
            if (exchange.pinned == pinned && gone.size() < count)
                gone.unite(QSet<app::MessageId>(exchange.messages.begin(), exchange.messages.end()));
    return gone;
}

} // namespace sillok::ui
