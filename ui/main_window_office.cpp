// main_window_office.cpp - The window of an account that administers or audits: it has no vault here, so there is nothing to open.
#include "ui/main_window.h"

#include "app/services/desk.h"
#include "ui/administration/administration_page.h"
#include "ui/help/manual.h"
#include "ui/unlock/cover_foot.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace sillok::ui {

void MainWindow::showOffice()
{
    if (!m_office) {
        m_office = new QWidget;
        setHelpTopic(m_office, "administrator");
        auto* column = new QVBoxLayout(m_office);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(new AdministrationPage(m_desk), 1);
        column->addWidget(new CoverFoot(m_preferences));
        m_stack->addWidget(m_office);
    }
    m_stack->setCurrentWidget(m_office);
}

/// The institution came, went, or gave the account another office.
void MainWindow::leaveOffice()
{
    const bool shown = m_office && m_stack->currentWidget() == m_office;
    if (m_desk.vaultState() != app::VaultState::Open && shown == m_desk.managed().may(app::Action::UseVault))
        showVault(m_desk.vaultState());
}

} // namespace sillok::ui
