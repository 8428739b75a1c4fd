// main_window.h - Frame and navigation only: which page is shown, shortcuts, the seal's heartbeat. What shows content lives only while the vault is open.
#pragma once

#include "app/services/types.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class Actions;
class Button;
class ChatPage;
class Columns;
class DocumentsPage;
class FirstRunPage;
class FocusRing;
class MaintenanceSheet;
class RecoveryKeyPage;
class RepairPage;
class SealPopup;
class StallRecorder;
class StatusStrip;
class Text;
class UnlockPage;

class MainWindow : public QWidget {
    Q_OBJECT
public:
    /// `iniFile`: where the harmless preferences are; tests give their own.
    explicit MainWindow(app::Desk& desk, const QString& iniFile = Preferences::defaultFile());
    ~MainWindow() override;

    void goTo(Place place);
    Place place() const { return m_place; }
    void lock();
    bool closing() const { return m_closing; }     ///< the person closed the window; it goes when the vault is closed
    void setLockCause(app::LockCause cause);       ///< said on the page that opens the vault again
    void openSearch(const QString& text = {});     ///< the palette; "> " lists actions
    void nextRegion(int by);
    void showHelp();                               ///< the topic that belongs to where the person is
    void showKeys();
    void showSealEvidence();
    void keepWorking();
    bool hasSamples() const;
    QWidget* page(Place place) const;              ///< null while the vault is not open
    Columns* columns() const;                      ///< of the page that is shown; null where it has none
    Actions& actions() { return *m_actions; }
    StallRecorder& stalls() { return *m_stalls; }
    ChatPage* chat() const { return m_chat; }      ///< null, like everything that can hold content, while the vault is not open
    DocumentsPage* documents() const { return m_documents; }
    UnlockPage* unlockPage() const { return m_unlock; }
    FirstRunPage* firstRunPage() const { return m_firstRun; }
    StatusStrip* strip() const { return m_strip; }
    Preferences& preferences() { return m_preferences; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeWorkspace();
    QWidget* makeSealBand();
    QWidget* makeIdleBand();
    void dropWorkspace();
    void cover(app::LockCause cause);
    QList<QWidget*> lyingOver() const;
    void connectPages();
    void connectWorkspaceToDesk();
    void connectDesk();
    void connectMaintenance();
    void showRepair();
    bool endMaintenance();
    void showIdleWarning(int secondsLeft);
    void showRecoveryKey();
    void showEscrowOpening(int times, const QDateTime& last);
    void forgetRecoveryKey();
    void addActions();
    void showVault(app::VaultState state);
    QString helpTopic() const;
    void openHelp(const QString& topic, const QString& note = {});
    void showOffice();
    void leaveOffice();
    void showSeal();
    void say();
    void sayWorkspace();
    void fitWorkspace();

    app::Desk& m_desk;
    Preferences m_preferences;
    Actions* m_actions = nullptr;
    StallRecorder* m_stalls = nullptr;
    Place m_place = Place::Chat;
    bool m_closing = false;
    QTimer m_seal;
    QStackedWidget* m_stack = nullptr;
    UnlockPage* m_unlock = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    RecoveryKeyPage* m_recovery = nullptr;
    RepairPage* m_repair = nullptr;
    bool m_newHere = false;                   ///< the vault was made just now: a tour follows
    bool m_recoveryWaits = false;             ///< a recovery key is to be written down before anything else
    QWidget* m_office = nullptr;              ///< for an account that administers or audits and has no vault here
    QWidget* m_workspace = nullptr;
    QWidget* m_band = nullptr;
    Text* m_bandWords = nullptr;
    QWidget* m_idleBand = nullptr;
    Text* m_idleWords = nullptr;
    Button* m_keepWorking = nullptr;
    Rail* m_rail = nullptr;
    QStackedWidget* m_pages = nullptr;
    ChatPage* m_chat = nullptr;
    DocumentsPage* m_documents = nullptr;
    StatusStrip* m_strip = nullptr;
    SealPopup* m_sealPopup = nullptr;
    MaintenanceSheet* m_maintenance = nullptr; ///< while the vault as a whole is worked on
};

} // namespace sillok::ui
