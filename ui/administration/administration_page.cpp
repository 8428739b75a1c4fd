#include "ui/administration/administration_page.h"

#include "app/services/desk.h"
#include "ui/administration/audit_section.h"
#include "ui/administration/install_sheet.h"
#include "ui/administration/packages_section.h"
#include "ui/administration/policy_section.h"
#include "ui/administration/trust_section.h"
#include "ui/help/manual.h"
#include "ui/style/theme.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace sillok::ui {

using app::Administration;

AdministrationPage::AdministrationPage(app::Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "administrator");
    setObjectName(QStringLiteral("administrationPage"));
    setSurface(this, Token::BgCanvas);
    Administration& administration = m_desk.administration();
    m_title = new Text(Type::PageTitle, Token::TextPrimary, this);
    m_subtitle = new Text(Type::Ui, Token::TextSecondary, this);
    m_subtitle->setWordWrap(true);
    m_sections = new Segments(this);
    m_sections->setObjectName(QStringLiteral("administrationSections"));
    m_problem = new NoticeCard(NoticeKind::Error, this);
    m_problem->setObjectName(QStringLiteral("administrationProblem"));
    m_problem->hide();
    m_pages = new QStackedWidget(this);
    m_packages = new PackagesSection(administration, m_pages);
    m_trust = new TrustSection(administration, m_pages);
    m_policy = new PolicySection(administration, m_pages);
    m_audit = new AuditSection(administration, m_pages);
    for (QWidget* section : std::initializer_list<QWidget*> { m_packages, m_trust, m_policy, m_audit })
        m_pages->addWidget(section);
    auto* top = new QWidget(this);
    auto* head = new QVBoxLayout(top);
    head->setContentsMargins(28, 18, 28, 8);
    head->setSpacing(4);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    head->addSpacing(8);
    head->addWidget(m_sections, 0, Qt::AlignLeft);
    head->addWidget(m_problem);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBand());
    column->addWidget(top);
    column->addWidget(m_pages, 1);
    connect(m_sections, &Segments::chosen, this, &AdministrationPage::goTo);
    connect(&administration, &Administration::looked, this, &AdministrationPage::say);
    connect(&administration, &Administration::problem, this, &AdministrationPage::showProblem);
    connect(&m_desk, &app::Desk::vaultStateChanged, this, &AdministrationPage::say);
    connect(&m_desk, &app::Desk::managedChanged, &administration, &Administration::look);
    withWords(this, [this] { say(); });
}

QWidget* AdministrationPage::makeBand()
{
    m_band = new QWidget(this);
    m_band->setObjectName(QStringLiteral("administrationBand"));
    setSurface(m_band, Token::InfoTint);
    m_bandWords = new Text(Type::Ui, Token::Info, m_band);
    m_bandWords->setWordWrap(true);
    auto* row = new QHBoxLayout(m_band);
    row->setContentsMargins(28, 9, 28, 9);
    row->setSpacing(10);
    row->addWidget(new IconLabel(QStringLiteral("admin"), 18, Token::Info, m_band), 0, Qt::AlignTop);
    row->addWidget(m_bandWords, 1);
    return m_band;
}

void AdministrationPage::say()
{
    const app::ManagedState& managed = m_desk.administration().state().managed;
    const bool office = managed.managed && !managed.may(app::Action::UseVault);
    const bool auditor = managed.roles.has(app::Office::Auditor) && !managed.roles.has(app::Office::Administrator);
    setAccessibleName(tr("Administration"));
    m_band->setVisible(office);
    m_bandWords->setWords(auditor ? tr("**Auditor** · nobody's chats and documents can be seen here.") : tr("**Administrator** · nobody's chats and documents can be seen here. What you change is recorded."));
    m_title->setWords(tr("Administration"));
    m_subtitle->setWords(managed.managed ? tr("Packages, whose signatures count, the institution's policy, and the audit log.") : tr("Your packages, whose signatures count, and your audit log."));
    m_sections->setSegments({ tr("Packages"), tr("Trust"), tr("Policy"), tr("Audit") });
    m_sections->setAccessibleName(tr("Sections"));
    m_packages->say();
    m_trust->say();
    m_policy->say();
    m_audit->setVault(managed.may(app::Action::UseVault) && m_desk.vaultState() != app::VaultState::Missing);
    if (isVisible() && m_pages->currentWidget() == m_audit)
        m_audit->openFirst();
}

void AdministrationPage::goTo(int section)
{
    m_problem->hide();
    m_pages->setCurrentIndex(section);
    if (m_pages->currentWidget() == m_audit)
        m_audit->openFirst();
}

/// What was changed elsewhere meanwhile is there when the page is looked at.
void AdministrationPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_problem->hide();
    m_desk.administration().look();
}

/// An installation says itself how it ended.
void AdministrationPage::showProblem(const app::Problem& problem)
{
    if (InstallFlow::isUnderWay(window()) && problem.during == app::Problem::During::Store)
        return;
    m_problem->setProblem(problemText(problem));
    m_problem->show();
}

} // namespace sillok::ui
