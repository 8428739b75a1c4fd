// repair_page.h - The ways back when a vault does not open or holds the wrong state: salvage, an earlier state, a backup.
#pragma once

#include "ui/unlock/cover.h"

namespace sillok::app {
class Desk;
}

class QVBoxLayout;

namespace sillok::ui {

class Button;
class PassphraseField;
class SettingRow;
class Text;

class RepairPage : public CoverPage {
    Q_OBJECT
public:
    explicit RepairPage(app::Desk& desk, QWidget* parent = nullptr);
    void takeFocus();  ///< shows what this vault offers now

signals:
    void backWanted();

private:
    void say();
    void showStates();
    void restoreBackup();
    bool ready();

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Text* m_note = nullptr;
    PassphraseField* m_secret = nullptr;
    Button* m_backup = nullptr;
    SettingRow* m_backupRow = nullptr;
    Button* m_salvage = nullptr;
    SettingRow* m_salvageRow = nullptr;
    Text* m_statesTitle = nullptr;
    QWidget* m_states = nullptr;
    QVBoxLayout* m_stateRows = nullptr;
    Button* m_back = nullptr;
};

} // namespace sillok::ui
