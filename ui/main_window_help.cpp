// main_window_help.cpp - The manual and the sheet of keys over the window.
#include "ui/main_window.h"

#include "ui/actions/actions.h"
#include "ui/actions/key_sheet.h"
#include "ui/chat/chat_page.h"
#include "ui/documents/documents_page.h"
#include "ui/help/help_sheet.h"
#include "ui/unlock/first_run_page.h"
#include "ui/unlock/recovery_key_page.h"
#include "ui/unlock/repair_page.h"
#include "ui/unlock/unlock_page.h"

#include <QApplication>
#include <QStackedWidget>

namespace sillok::ui {

/// What has the keyboard decides; nothing that lies in this window has it: the page that is shown.
QString MainWindow::helpTopic() const
{
    const QWidget* const focused = QApplication::focusWidget();
    const QString topic = focused && isAncestorOf(focused) ? helpTopicAt(focused) : QString();
    if (!topic.isEmpty())
        return topic;
    const QWidget* const page = m_stack->currentWidget();
    return helpTopicAt(page == m_workspace ? m_pages->currentWidget() : page);
}

/// It holds nothing of the vault, so it may be read before that is open, and over whatever lies above the page.
void MainWindow::showHelp()
{
    for (const HelpSheet* open : findChildren<HelpSheet*>())
        if (open->isVisibleTo(this))
            return;
    openHelp(helpTopic());
}

void MainWindow::openHelp(const QString& topic, const QString& note)
{
    auto* help = new HelpSheet(this, topic);
    connect(help, &HelpSheet::keysWanted, this, &MainWindow::showKeys);
    connect(help, &HelpSheet::actionWanted, this, [this](const QString& action, const QString& from) {
        if (!m_actions->run(action))
            openHelp(from, tr("This cannot be done from here."));
    });
    help->open();
    if (!note.isEmpty())
        help->tell(note);
}

void MainWindow::showKeys() { (new KeySheet(this, *m_actions))->open(); }

} // namespace sillok::ui
