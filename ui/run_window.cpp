#include "ui/run_window.h"

#include "ui/main_window.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QIcon>

static void initResources() { Q_INIT_RESOURCE(sillok_ui); }

namespace sillok::ui {

void prepareUi()
{
    initResources();
    QApplication::setApplicationName(QStringLiteral("Sillok"));
    QApplication::setDesktopFileName(QStringLiteral("sillok"));
    QApplication::setWindowIcon(icon(QStringLiteral("sillok")));
    Theme::it();
}

int runWindow(QApplication& application, app::Desk& desk)
{
    prepareUi();
    MainWindow window(desk);
    window.show();
    return application.exec();
}

} // namespace sillok::ui
