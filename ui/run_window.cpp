#include "ui/run_window.h"

#include "app/services/desk.h"
#include "ui/clipboard.h"
#include "ui/main_window.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/composition.h"
#include "ui/unlock/lock_words.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QMessageBox>
#include <QSettings>

static void initResources() { Q_INIT_RESOURCE(sillok_ui); }

namespace sillok::ui {

namespace {

/// Without such a font every Korean word is a row of boxes; this one is written so that it can be read all the same.
void warnWithoutKoreanFont(QWidget& window)
{
    if (!QFontDatabase::families(QFontDatabase::Korean).isEmpty())
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Sillok"),
        QStringLiteral("No Korean font is installed on this computer, so Korean text cannot be shown.\n"
                       "Your vault is unchanged. Install the package fonts-noto-cjk and start again."),
        QMessageBox::Ok, &window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace

void prepareUi()
{
    initResources();
    QApplication::setApplicationName(QStringLiteral("Sillok"));
    QApplication::setDesktopFileName(QStringLiteral("sillok"));
    QApplication::setWindowIcon(icon(QStringLiteral("sillok")));
    // What Qt would keep about its own dialogs (folders, names of files) goes nowhere.
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, QStringLiteral("/dev/null"));
    Clipboard::it().start();
    Composition::it().start();
    installWidgetAccessibility();
    Theme::it();
}

int runWindow(QApplication& application, app::Desk& desk, const WindowStart& start, const std::function<void(const WindowStart&)>& startAnew)
{
    MainWindow window(desk);
    QString cause;
    QObject::connect(&desk, &app::Desk::aboutToLock, &window, [&](app::LockCause why) { cause = lockCauseWord(why); });
    QObject::connect(&desk, &app::Desk::lockFinished, &window, [&] {
        if (window.closing())
            return QApplication::quit();
        startAnew({ cause, window.isMinimized() });
    });
    if (const auto before = lockCauseOf(start.lockedBecause)) {
        window.setLockCause(*before);
        window.setAttribute(Qt::WA_ShowWithoutActivating, *before != app::LockCause::Person); // not in front of what the person does now
    }
    if (start.minimized)
        window.showMinimized();
    else
        window.show();
    warnWithoutKoreanFont(window);
    return application.exec();
}

} // namespace sillok::ui
