// chat_list_model.h - The chats under date headings, or what a search found.
#pragma once

#include "app/services/types.h"

#include <QAbstractListModel>

namespace sillok::ui {

class ChatListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole + 1, ChatRole, MessageRole, SnippetRole, AnsweringRole, MemoryRole };
    enum Kind { Heading, Chat, Hit };

    using QAbstractListModel::QAbstractListModel;

    void setChats(const QList<app::ChatSummary>& chats, const QDate& today);
    void setHits(const QList<app::ChatHit>& hits);
    int rowOf(app::ChatId chat) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void renamed(sillok::app::ChatId chat, const QString& title);

private:
    struct Row {
        Kind kind = Chat;
        QString title;
        QString snippet;
        app::ChatId chat = 0;
        app::MessageId message = 0;
        bool answering = false;
        bool memoryOnly = false;
        bool operator==(const Row&) const = default;
    };
    void replace(QList<Row> rows);
    QList<Row> m_rows;
};

} // namespace sillok::ui
