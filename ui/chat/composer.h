// composer.h - The box a question is typed into: Enter asks, Shift+Enter breaks the line, Esc stops.
#pragma once

#include "app/services/writing_types.h"

#include <QPlainTextEdit>
#include <QTimer>
#include <QWidget>

class QAbstractButton;

namespace sillok::ui {

class Button;
class Text;

/// The editor alone.
class ComposerEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget* parent = nullptr);
    int wantedHeight(int maxLines) const;
    QString preedit() const { return m_preedit; }  ///< what is being composed and not in the text yet

signals:
    void entered();
    void escaped();
    void composing();                              ///< the preedit changed
    void filesGiven(const QStringList& paths);     ///< pasted or dropped

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    QString m_preedit;
};

/// Paths of local files in what is pasted or dropped.
QStringList filesIn(const QMimeData& data);

class AttachmentBar;
class ToolChip;

class Composer : public QWidget {
    Q_OBJECT
public:
    explicit Composer(QWidget* parent = nullptr);

    void setAnswering(bool answering);
    bool answering() const { return m_answering; }
    void setCollections(const QList<app::CollectionSummary>& collections);
    void setCollection(app::CollectionId collection) { setScope({ collection }); }
    app::CollectionId collection() const { return m_scope.collection; }
    void setScope(const app::Scope& scope);        ///< what the next question is asked of
    const app::Scope& scope() const { return m_scope; }
    QWidget* scopeChip() const;
    void setModelReady(bool ready);
    void setContinuing(bool continuing);           ///< there is a conversation already
    void setMaxLines(int lines);
    void setPromptSize(const app::PromptSize& size);   ///< shown until the text changes
    /// The files of the chat and their collection, which then is one that can be asked.
    void setAttachments(app::CollectionId collection, const QList<app::Attachment>& files);
    void setMayAttach(bool may, const QString& whyNot);
    void setPreset(const QString& name, bool shown);   ///< empty: none
    /// The text waits to be sent, for the reason; empty: it does not. It cannot be changed meanwhile.
    void setWaiting(const QString& reason);
    bool waiting() const { return m_waiting; }
    void setDraftKept(bool kept);                  ///< what is typed is on the disk
    AttachmentBar* attachments() const { return m_files; }
    QWidget* presetChip() const;
    QString text() const;
    void setText(const QString& text);
    void focusEditor();
    void commitPreedit();
    ComposerEdit* editor() const { return m_edit; }

signals:
    void asked(const QString& question);
    void stopRequested();
    void scopePickerWanted();
    void measureWanted(const QString& draft);      ///< a pause in typing, with a model
    void attachWanted();
    void promptsWanted();
    void presetsWanted();
    void waitingCancelled();
    void filesGiven(const QStringList& paths);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void ask();
    void updateWords();
    void updateHeight();
    bool mayAsk() const { return m_modelReady || m_scope.collection != 0; }
    QString nameOfCollection() const;
    QLayout* makeTools();
    QWidget* makeWaiting();
    void connectTools();
    void askForSize();
    QString sizeWords() const;
    QString hintWords() const;

    ComposerEdit* m_edit = nullptr;
    AttachmentBar* m_files = nullptr;
    QWidget* m_waitingRow = nullptr;
    Text* m_waitingWords = nullptr;
    Button* m_cancelWaiting = nullptr;
    Button* m_attach = nullptr;
    Button* m_prompts = nullptr;
    ToolChip* m_preset = nullptr;
    ToolChip* m_chip = nullptr;
    Button* m_widen = nullptr;                     ///< takes the limit inside the collection away
    Text* m_hint = nullptr;
    QTimer m_pause;
    QAbstractButton* m_send = nullptr;
    QList<app::CollectionSummary> m_collections;
    app::Scope m_scope;
    bool m_answering = false;
    bool m_modelReady = false;
    bool m_continuing = false;
    app::PromptSize m_size;
    app::CollectionId m_attachedTo = 0;
    bool m_mayAttach = true;
    QString m_whyNotAttach;
    bool m_waiting = false;
    bool m_draftKept = false;
    int m_maxLines = 8;
};

} // namespace sillok::ui
