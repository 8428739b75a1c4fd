// unlock_page.h - Opens the vault with its passphrase.
#pragma once

#include "ui/unlock/cover.h"

#include "app/services/types.h"

#include <QTimer>

#include <optional>

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Button;
class IconLabel;
class NoticeCard;
class PassphraseField;
class Preferences;
class Text;

class UnlockPage : public CoverPage {
    Q_OBJECT
public:
    UnlockPage(app::Desk& desk, Preferences& preferences, QWidget* parent = nullptr);
    void takeFocus();
    void setCause(app::LockCause cause);  ///< why it is locked, said above the field until it is opened
    PassphraseField* field() const { return m_field; }

signals:
    void repairWanted();

private:
    void build();
    void say();
    void saySeal();
    void showState();
    void unlock();
    void useRecoveryKey(bool use);
    void chooseKeyFile();
    void sayWait();
    void sayRefusal(const app::Problem& problem);

    app::Desk& m_desk;
    Text* m_title = nullptr;
    Text* m_subtitle = nullptr;
    PassphraseField* m_field = nullptr;
    Button* m_open = nullptr;
    NoticeCard* m_notice = nullptr;
    IconLabel* m_sealIcon = nullptr;
    Text* m_sealTitle = nullptr;
    Text* m_sealDetail = nullptr;
    QTimer m_slow;
    QTimer m_wait;                   ///< counts down after too many wrong tries
    Button* m_otherKey = nullptr;
    Button* m_keyFile = nullptr;     ///< only where a key file is one of the ways in
    Button* m_repair = nullptr;
    QString m_keyFilePath;           ///< chosen; forgotten once it was tried
    bool m_recovery = false;         ///< the field takes a recovery key
    std::optional<app::LockCause> m_cause;
};

} // namespace sillok::ui
