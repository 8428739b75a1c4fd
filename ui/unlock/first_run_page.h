// first_run_page.h - The first start: language, then the passphrase of the vault.
#pragma once

#include "ui/unlock/cover.h"

#include "app/services/types.h"

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class NoticeCard;
class PassphraseField;
class Preferences;
class Segments;
class Text;

/// What can honestly be said about a passphrase from looking at it: its length and how varied it is.
enum class PassphraseLook { Empty, TooShort, TooPlain, Short, Fair, Long };
PassphraseLook lookOf(QStringView passphrase);

class FirstRunPage : public CoverPage {
    Q_OBJECT
public:
    FirstRunPage(app::Desk& desk, Preferences& preferences, QWidget* parent = nullptr);
    void takeFocus();
    int step() const;

signals:
    void restoreWanted();

private:
    QWidget* makeLanguageStep();
    QWidget* makePassphraseStep();
    void say();
    void show(int step);
    void judge();
    void create();

    app::Desk& m_desk;
    Preferences& m_preferences;
    QWidget* m_languageStep = nullptr;
    QWidget* m_passphraseStep = nullptr;
    Text* m_languageTitle = nullptr;
    Text* m_languageNote = nullptr;
    Segments* m_language = nullptr;
    Button* m_next = nullptr;
    Text* m_count = nullptr;
    Text* m_title = nullptr;
    Text* m_note = nullptr;
    PassphraseField* m_first = nullptr;
    PassphraseField* m_second = nullptr;
    Text* m_strength = nullptr;
    NoticeCard* m_warning = nullptr;
    NoticeCard* m_problem = nullptr;
    Button* m_back = nullptr;
    Button* m_create = nullptr;
    Button* m_restore = nullptr;
    Text* m_why = nullptr;
    bool m_creating = false;
};

} // namespace sillok::ui
