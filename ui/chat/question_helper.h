// question_helper.h - What goes into the question of a chat besides its words: files, prompts, scope, preset; and what it waits for.
#pragma once

#include "app/services/writing_types.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Composer;
class Toast;
class WritingPalette;

/// Between the desk and the composer of one page.
class QuestionHelper : public QObject {
    Q_OBJECT
public:
    QuestionHelper(app::Desk& desk, Composer& composer, Toast& toast);

    void setChat(app::ChatId chat, bool temporary);   ///< the one that is shown; 0: a new one
    /// True: the files are not read yet. The text stays in the composer and is asked when they are.
    bool holds(const QString& text);
    void chooseFiles();
    void attach(const QStringList& paths);
    void stopWaiting();
    bool hasFiles() const { return m_chatComing || !m_files.isEmpty(); }

signals:
    void chatChanged();                   ///< another one is shown; what was known of the one before does not count
    void newChatComing();                 ///< a chat is about to be made for files
    void filesChanged();                  ///< hasFiles may be another
    void askNow(const QString& text);
    void manageWanted();
    void refused(const QString& what, const QString& why);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectComposer();
    void connectDesk();
    void takeAttachments(app::ChatId chat, app::CollectionId collection, const QList<app::Attachment>& files);
    void goOn();
    void sayWaiting();
    void detach(const app::Attachment& file);
    void usePrompt(const QString& name, const QString& text);
    void insert(const QString& text);
    void saveDraft();
    void choosePreset();
    void sayPreset();
    int filesToRead() const;

    app::Desk& m_desk;
    Composer& m_composer;
    Toast& m_toast;
    WritingPalette* m_palette = nullptr;
    QWidget* m_dropHint = nullptr;
    app::ChatId m_chat = 0;
    bool m_temporary = false;
    app::CollectionId m_collection = 0;
    QList<app::Attachment> m_files;
    bool m_chatComing = false;            ///< made for files, not announced yet
    QStringList m_later;                  ///< given meanwhile
    bool m_attaching = false;             ///< the person attached something: it is what the next question is asked of
    bool m_holding = false;
    int m_failedBefore = 0;               ///< files that could not be read when the waiting began
    QString m_preset;                     ///< chosen for the chat
};

} // namespace sillok::ui
