// main_window.h - Frame and navigation only: which page is shown, shortcuts, the seal's heartbeat.
#pragma once

#include "app/services/types.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace sillok::app {
class Desk;
}

namespace sillok::ui {

class ChatPage;
class Columns;
class DocumentsPage;
class FirstRunPage;
class FocusRing;
class SealPopup;
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
    ChatPage* chat() const { return m_chat; }
    DocumentsPage* documents() const { return m_documents; }
    UnlockPage* unlockPage() const { return m_unlock; }
    FirstRunPage* firstRunPage() const { return m_firstRun; }
    StatusStrip* strip() const { return m_strip; }
    Preferences& preferences() { return m_preferences; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeWorkspace();
    void connectPages();
    void connectDesk();
    void addShortcuts();
    void addKey(const char* keys, std::function<void()> act);
    void showVault(app::VaultState state);
    void showSeal();
    void openSearch();
    void nextRegion(int by);
    Columns* columns() const;
    void showHelp();
    void say();

    app::Desk& m_desk;
    Preferences m_preferences;
    Place m_place = Place::Chat;
    bool m_wasOpen = false;
    QTimer m_seal;
    QStackedWidget* m_stack = nullptr;
    UnlockPage* m_unlock = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    QWidget* m_workspace = nullptr;
    QWidget* m_band = nullptr;
    Text* m_bandWords = nullptr;
    Rail* m_rail = nullptr;
    QStackedWidget* m_pages = nullptr;
    ChatPage* m_chat = nullptr;
    DocumentsPage* m_documents = nullptr;
    StatusStrip* m_strip = nullptr;
    SealPopup* m_sealPopup = nullptr;
};

} // namespace sillok::ui
