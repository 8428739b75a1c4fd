#include "ui/settings/security_section.h"

#include "app/services/desk.h"
#include "ui/actions/key_map.h"
#include "ui/help/manual.h"
#include "ui/problem_text.h"
#include "ui/unlock/first_run_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

namespace sillok::ui {

using app::Desk;
using app::WayToOpen;

namespace {
constexpr int kMinutes[] = { 1, 5, 10, 30, 60 };
}

SecuritySection::SecuritySection(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "vault");
    m_lockTitle = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_idle = new Segments(this);
    m_idle->setObjectName(QStringLiteral("idleChoice"));
    m_idleRow = new SettingRow(m_idle, this);
    m_sources = new Text(Type::Secondary, Token::TextSecondary, this);
    m_sourcesRow = new SettingRow(m_sources, this);
    m_keysTitle = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_change = new Button(ButtonKind::Default, this);
    m_change->setObjectName(QStringLiteral("changePassphrase"));
    m_changeRow = new SettingRow(m_change, this);
    m_renew = new Button(ButtonKind::Default, this);
    m_renew->setObjectName(QStringLiteral("renewRecoveryKey"));
    m_renewRow = new SettingRow(m_renew, this);
    m_waysTitle = new Text(Type::UiBold, Token::TextPrimary, this);
    m_waysWords = new Text(Type::Secondary, Token::TextSecondary, this);
    m_waysWords->setWordWrap(true);
    m_escrow = new NoticeCard(NoticeKind::Warning, this);
    m_escrow->hide();
    m_problem = new NoticeCard(NoticeKind::Error, this);
    m_problem->hide();
    m_done = new NoticeCard(NoticeKind::Info, this);
    m_done->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_lockTitle);
    column->addWidget(m_idleRow);
    column->addWidget(m_sourcesRow);
    column->addSpacing(26);
    column->addWidget(m_keysTitle);
    column->addSpacing(4);
    column->addWidget(m_escrow);
    column->addWidget(m_problem);
    column->addWidget(m_done);
    column->addWidget(m_changeRow);
    column->addWidget(m_renewRow);
    column->addSpacing(12);
    column->addWidget(m_waysTitle);
    column->addWidget(m_waysWords);
    connect(m_idle, &Segments::chosen, this, [this](int i) { m_desk.setIdleMinutes(kMinutes[i]); });
    connect(m_change, &QAbstractButton::clicked, this, &SecuritySection::changePassphrase);
    connect(m_renew, &QAbstractButton::clicked, this, &SecuritySection::renewRecoveryKey);
    connect(&m_desk, &Desk::lockSettingsChanged, this, &SecuritySection::sayLock);
    connect(&m_desk, &Desk::managedChanged, this, &SecuritySection::sayLock);
    connect(&m_desk, &Desk::waysToOpenListed, this, [this](const app::WaysToOpen& ways) {
        m_ways = ways;
        sayWays();
    });
    connect(&m_desk, &Desk::escrowOpened, this, [this](int times, const QDateTime& last) {
        m_escrow->setWords(tr("Your institution has opened this vault %n time(s), last on %1.", nullptr, times).arg(dateAndTime(last)),
            tr("Two of the holders named below did it together. Ask your security officer about it."));
        m_escrow->show();
        m_desk.listWaysToOpen();
    });
    connect(&m_desk, &Desk::passphraseChanged, this, [this] {
        m_done->setWords(tr("The passphrase is changed."), tr("The earlier one does not open the vault any more."));
        m_done->show();
        m_desk.listWaysToOpen();
    });
    connect(&m_desk, &Desk::recoveryKeyMade, this, [this] { m_desk.listWaysToOpen(); });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::Keys)
            return;
        m_problem->setProblem(problemText(problem));
        m_problem->show();
    });
    withWords(this, [this] { say(); });
    m_desk.listWaysToOpen();
}

void SecuritySection::say()
{
    m_lockTitle->setWords(tr("Locking"));
    m_idleRow->setWords(tr("Lock when I am away"), tr("Locking wipes the keys from memory. What you were writing is saved first."));
    m_keysTitle->setWords(tr("Keys"));
    m_changeRow->setWords(tr("Vault passphrase"), tr("Chats and documents are not encrypted again, so it is done at once."));
    m_change->setWords(tr("Change"));
    m_renewRow->setWords(tr("Recovery key"), tr("Opens the vault when the passphrase is forgotten. Sillok does not keep it; a new one ends the earlier one."));
    m_renew->setWords(tr("Make a new one"));
    m_waysTitle->setWords(tr("What opens this vault"));
    QStringList minutes;
    for (const int one : kMinutes)
        minutes << tr("%n min", nullptr, one);
    m_idle->setSegments(minutes);
    sayLock();
    sayWays();
}

/// Nothing is claimed that nobody on this computer would tell us.
void SecuritySection::sayLock()
{
    for (int i = 0; i < 5; ++i)
        if (kMinutes[i] >= m_desk.idleMinutes()) {
            m_idle->setCurrent(i);
            break;
        }
    const int most = m_desk.managed().policy.idleMinutes;
    for (int i = 0; i < 5; ++i)
        m_idle->setUsable(i, kMinutes[i] <= most);
    m_idleRow->setManaged(most < kMinutes[4] ? managedReason(m_desk.managed(), tr("At most %n min.", nullptr, most)) : QString());
    const app::LockSources& sources = m_desk.lockSources();
    QStringList known, unknown;
    (sources.screenSaver || sources.session ? known : unknown) << tr("screen lock");
    (sources.session ? known : unknown) << tr("change of user");
    (sources.sleep ? known : unknown) << tr("sleep");
    m_sourcesRow->setWords(tr("Lock together with the computer"),
        known.isEmpty() ? tr("This desktop does not tell programs about it. Use %1.").arg(keyWords(QStringLiteral("vault.lock")))
                        : unknown.isEmpty() ? tr("On: %1").arg(known.join(QStringLiteral(" · ")))
                                            : tr("On: %1. Not told by this desktop: %2").arg(known.join(QStringLiteral(" · ")), unknown.join(QStringLiteral(" · "))));
    m_sources->setWords(known.isEmpty() ? tr("Not available") : tr("Always"));
}

void SecuritySection::sayWays()
{
    QStringList lines;
    for (const WayToOpen& way : m_ways.ways) {
        QString name;
        switch (way.kind) {
        case WayToOpen::Kind::Passphrase: name = tr("Passphrase"); break;
        case WayToOpen::Kind::RecoveryKey: name = tr("Recovery key"); break;
        case WayToOpen::Kind::KeyFile: name = tr("Key file"); break;
        case WayToOpen::Kind::PassphraseAndKeyFile: name = tr("Passphrase and key file together"); break;
        case WayToOpen::Kind::Escrow: name = tr("Your institution: two of %1 together").arg(way.holders.join(QStringLiteral(", "))); break;
        }
        if (way.madeAt.isValid())
            name += QStringLiteral(" · ") + tr("made on %1").arg(dateAndTime(way.madeAt));
        if (way.openedNow)
            name += QStringLiteral(" · ") + tr("opened it this time");
        lines << name;
    }
    m_waysWords->setWords(lines.join(u'\n'));
}

void SecuritySection::changePassphrase()
{
    m_problem->hide();
    m_done->hide();
    auto* sheet = new Sheet(window(), tr("Change the passphrase"), tr("Enter the present one, then the new one twice."));
    auto* before = new PassphraseField(sheet);
    before->setLabel(tr("Present passphrase"));
    before->edit()->setObjectName(QStringLiteral("presentPassphrase"));
    auto* now = new PassphraseField(sheet);
    now->setLabel(tr("New passphrase"));
    now->edit()->setObjectName(QStringLiteral("nextPassphrase"));
    auto* again = new PassphraseField(sheet);
    again->setLabel(tr("The new one again"));
    again->edit()->setObjectName(QStringLiteral("nextPassphraseAgain"));
    for (PassphraseField* field : { before, now, again }) {
        field->setKeyboardHintVisible(field == now);
        sheet->addContent(field);
    }
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Change"), false);
    const auto judge = [=] {
        const PassphraseLook look = lookOf(now->view());
        const bool good = look == PassphraseLook::Short || look == PassphraseLook::Fair || look == PassphraseLook::Long;
        sheet->setAcceptEnabled(!before->isEmpty() && good && now->sameAs(*again));
    };
    for (PassphraseField* field : { before, now, again })
        connect(field, &PassphraseField::changed, sheet, judge);
    judge();
    connect(sheet, &Sheet::accepted, this, [this, before, now] {
        QString old = before->takeText(), next = now->takeText();
        m_desk.changePassphrase(app::Passphrase::take(old), app::Passphrase::take(next));
    });
    sheet->open();
    before->focusField();
}

void SecuritySection::renewRecoveryKey()
{
    m_problem->hide();
    m_done->hide();
    auto* sheet = new Sheet(window(), tr("Make a new recovery key"), tr("The earlier recovery key ends. Enter your passphrase."));
    auto* passphrase = new PassphraseField(sheet);
    passphrase->setLabel(tr("Present passphrase"));
    passphrase->edit()->setObjectName(QStringLiteral("presentPassphrase"));
    sheet->addContent(passphrase);
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Make a new one"), false);
    connect(sheet, &Sheet::accepted, this, [this, passphrase] {
        QString text = passphrase->takeText();
        m_desk.makeRecoveryKey(app::Passphrase::take(text));
    });
    sheet->open();
    passphrase->focusField();
}

} // namespace sillok::ui
