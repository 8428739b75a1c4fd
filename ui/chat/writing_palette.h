// writing_palette.h - "/" finds prompts and templates, "@" what is to be asked: a card above the composer while the word is typed.
#pragma once

#include "app/services/writing_types.h"

#include <QWidget>

class QListView;
class QStandardItemModel;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class CardFrame;
class Composer;
class Text;

/// A child of the page, not a popup. The editor keeps the focus: arrows, Enter, Tab and Esc are taken from it while the card is there.
class WritingPalette : public QWidget {
    Q_OBJECT
public:
    WritingPalette(app::Desk& desk, Composer& composer);
    void openPrompts();   ///< as if "/" had been typed

signals:
    void promptChosen(const QString& name, const QString& text);   ///< the word that found it is taken out
    void scopeChosen(const sillok::app::Scope& scope);
    void saveDraftWanted();
    void manageWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// What is being typed: "/요약", up to the cursor.
    struct Word {
        int start = -1;         ///< in the text; -1: none
        QChar sign;
        QString rest;
        bool operator==(const Word&) const = default;
    };
    Word wordAtCursor() const;
    void look();
    void showPrompts();
    void showScopes(const QString& text, const QList<app::ScopeChoice>& choices);
    void addRow(int what, const QString& name, const QString& icon, const QString& aside, const QVariant& value);
    void present();
    void place();
    void choose(const QModelIndex& index);
    void takeWordOut();
    void say();
    bool takeKey(int key);

    app::Desk& m_desk;
    Composer& m_composer;
    CardFrame* m_card = nullptr;
    Text* m_title = nullptr;
    Text* m_keys = nullptr;
    QListView* m_list = nullptr;
    QStandardItemModel* m_model = nullptr;
    Word m_word;
    int m_dismissed = -1;       ///< start of a word that Esc closed the card for
    bool m_byButton = false;    ///< the sign was put in by the button, and goes again with Esc
};

} // namespace sillok::ui
