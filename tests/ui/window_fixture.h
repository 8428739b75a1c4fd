// window_fixture.h - A window on a scripted desk, ready to be pressed.
#pragma once

#include "tests/fakes/scripted_desk.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/documents/documents_page.h"
#include "ui/main_window.h"
#include "ui/run_window.h"
#include "ui/shell/columns.h"
#include "ui/shell/status_strip.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QtTest>

namespace sillok::test {

struct WindowFixture {
    explicit WindowFixture(app::VaultState state = app::VaultState::Open, bool filled = true, const QString& samples = {})
        : desk({ {}, {}, samples })
        , script(fakes::scriptOf(desk))
    {
        script.vault = state;
        if (filled)
            fakes::fillWithSamples(script);
        script.engine = { app::EngineState::Ready, QStringLiteral("한결 8B 지시형"), 8192, {}, 0, 0, {}, {} };
        window = std::make_unique<ui::MainWindow>(desk, dir.filePath(QStringLiteral("window.ini")));
        window->preferences().setLanguage(ui::LanguageChoice::English);
        window->preferences().setTheme(ui::ThemeChoice::Light);
        window->resize(1440, 900);
        window->show();
        window->activateWindow();
        active = QTest::qWaitForWindowActive(window.get());
        script.announce();
    }

    template <typename T = QWidget>
    T* find(const char* name) const { return window->findChild<T*>(QString::fromLatin1(name)); }

    void ask(const QString& question)
    {
        window->chat()->composer()->setText(question);
        QTest::keyClick(find("composerEdit"), Qt::Key_Return);
    }
    bool called(const QString& start) const
    {
        for (const QString& call : script.calls)
            if (call.startsWith(start))
                return true;
        return false;
    }
    const ui::ConversationView& conversation() const { return *window->chat()->conversation(); }

    bool active = false;
    QTemporaryDir dir;
    app::Desk desk;
    fakes::Script& script;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace sillok::test
