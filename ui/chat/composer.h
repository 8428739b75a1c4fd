// composer.h - The box a question is typed into: Enter asks, Shift+Enter breaks the line, Esc stops.
#pragma once

#include "app/services/types.h"

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

signals:
    void entered();
    void escaped();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
};

class CollectionChip;

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
    QString text() const;
    void setText(const QString& text);
    void focusEditor();
    void commitPreedit();
    ComposerEdit* editor() const { return m_edit; }

signals:
    void asked(const QString& question);
    void stopRequested();
    void scopePickerWanted();
    void measureWanted(const QString& draft);      ///< a pause in typing, with a model and without documents

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void ask();
    void updateWords();
    void updateHeight();
    bool mayAsk() const { return m_modelReady || m_scope.collection != 0; }
    QString nameOfCollection() const;
    void askForSize();
    QString sizeWords() const;

    ComposerEdit* m_edit = nullptr;
    CollectionChip* m_chip = nullptr;
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
    int m_maxLines = 8;
};

} // namespace sillok::ui
