// security_section.h - When the vault locks, and what opens it.
#pragma once

#include "app/services/types.h"

#include <QWidget>

class QVBoxLayout;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class NoticeCard;
class Segments;
class SettingRow;
class Text;

class SecuritySection : public QWidget {
    Q_OBJECT
public:
    explicit SecuritySection(app::Desk& desk, QWidget* parent = nullptr);

private:
    void say();
    void sayLock();
    void sayWays();
    void changePassphrase();
    void renewRecoveryKey();

    app::Desk& m_desk;
    app::WaysToOpen m_ways;
    Text* m_lockTitle = nullptr;
    Segments* m_idle = nullptr;
    SettingRow* m_idleRow = nullptr;
    Text* m_sources = nullptr;
    SettingRow* m_sourcesRow = nullptr;
    Text* m_keysTitle = nullptr;
    Button* m_change = nullptr;
    SettingRow* m_changeRow = nullptr;
    Button* m_renew = nullptr;
    SettingRow* m_renewRow = nullptr;
    Text* m_waysTitle = nullptr;
    Text* m_waysWords = nullptr;
    NoticeCard* m_escrow = nullptr;
    NoticeCard* m_problem = nullptr;
    NoticeCard* m_done = nullptr;
};

} // namespace sillok::ui
