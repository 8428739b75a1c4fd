// folder_sheet.h - "Move to folder…": the folders by name, fewer with every letter, and a new one where none has that name.
#pragma once

#include "ui/chat/chat_list_rows.h"
#include "ui/widgets/sheet.h"

class QListView;
class QStandardItemModel;

namespace sillok::ui {

class FolderSheet : public Sheet {
    Q_OBJECT
public:
    /// `offered` says which folders can be chosen; 0 is "no folder".
    FolderSheet(QWidget* window, const QString& title, const QList<app::ChatFolder>& folders, const std::function<bool(app::FolderId)>& offered);

signals:
    void chosen(sillok::app::FolderId folder);
    void newWanted(const QString& name);         ///< a new folder of this name, in none

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void list(const QString& typed);
    void choose();

    struct Choice {
        app::FolderId folder = 0;
        QString words;
    };
    QList<Choice> m_choices;
    Field* m_typed = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_model = nullptr;
};

} // namespace sillok::ui
