#include "ui/settings/managed_section.h"

#include "app/services/desk.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace sillok::ui {

ManagedSection::ManagedSection(app::Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setObjectName(QStringLiteral("managedSection"));
    m_title = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_reason = new Text(Type::Secondary, Token::Info, this);
    m_reason->setObjectName(QStringLiteral("managedBy"));
    m_reason->setWordWrap(true);
    m_rules = new QWidget(this);
    new QGridLayout(m_rules);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new IconLabel(QStringLiteral("managed"), 18, Token::Info, this), 0, Qt::AlignTop);
    head->addWidget(m_reason, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 26);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addLayout(head);
    column->addWidget(m_rules);
    connect(&m_desk, &app::Desk::managedChanged, this, &ManagedSection::say);
    withWords(this, [this] { say(); });
}

void ManagedSection::say()
{
    const app::ManagedState& state = m_desk.managed();
    setVisible(state.managed);
    m_title->setWords(tr("Managed by your institution"));
    m_reason->setWords(managedReason(state));
    delete m_rules->layout();
    qDeleteAll(m_rules->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* grid = new QGridLayout(m_rules);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [name, value] : managedRules(state)) {
        auto* left = new Text(Type::Secondary, Token::TextSecondary, m_rules);
        left->setWords(name);
        auto* right = new Text(Type::Secondary, Token::TextPrimary, m_rules);
        right->setWordWrap(true);
        right->setWords(value);
        grid->addWidget(left, row, 0, Qt::AlignTop);
        grid->addWidget(right, row++, 1);
    }
}

} // namespace sillok::ui
