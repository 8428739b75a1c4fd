#include "ui/run_window.h"

#include "ui/main_window.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QIcon>
#include <QMessageBox>

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
    Theme::it();
}

int runWindow(QApplication& application, app::Desk& desk)
{
    prepareUi();
    MainWindow window(desk);
    window.show();
    warnWithoutKoreanFont(window);
    return application.exec();
}

} // namespace sillok::ui
