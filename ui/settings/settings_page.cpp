#include "ui/settings/settings_page.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/settings/keeping_section.h"
#include "ui/settings/managed_section.h"
#include "ui/settings/preferences.h"
#include "ui/settings/security_section.h"
#include "ui/settings/writing_section.h"
#include "ui/shell/seal_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/form.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QGridLayout>

namespace sillok::ui {

namespace {
constexpr int kSizes[] = { 90, 100, 115, 130 };
}

SettingsPage::SettingsPage(app::Desk& desk, Preferences& preferences, QWidget* about, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_preferences(preferences)
{
    setHelpTopic(this, "settings");
    setSurface(this, Token::BgCanvas);
    auto* form = new FormColumn(this);
    m_title = new Text(Type::PageTitle, Token::TextPrimary, this);
    m_subtitle = new Text(Type::Ui, Token::TextSecondary, this);
    m_looks = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_security = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_language = new Segments(this);
    m_language->setObjectName(QStringLiteral("languageChoice"));
    m_theme = new Segments(this);
    m_theme->setObjectName(QStringLiteral("themeChoice"));
    m_size = new Segments(this);
    m_size->setObjectName(QStringLiteral("sizeChoice"));
    m_contrast = new Segments(this);
    m_contrast->setObjectName(QStringLiteral("contrastChoice"));
    m_motion = new Segments(this);
    m_motion->setObjectName(QStringLiteral("motionChoice"));
    m_contrastRow = new SettingRow(m_contrast, this);
    m_motionRow = new SettingRow(m_motion, this);
    m_languageRow = new SettingRow(m_language, this);
    m_themeRow = new SettingRow(m_theme, this);
    m_sizeRow = new SettingRow(m_size, this);
    m_vaultTitle = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_vault = new Text(Type::Mono, Token::TextSecondary, this);
    m_vault->setWordWrap(true);
    QVBoxLayout* column = form->column();
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(24);
    column->addWidget(m_looks);
    column->addSpacing(2);
    column->addWidget(m_languageRow);
    column->addWidget(m_themeRow);
    column->addWidget(m_contrastRow);
    column->addWidget(m_sizeRow);
    column->addWidget(m_motionRow);
    column->addSpacing(26);
    column->addWidget(new WritingSection(m_desk, this));
    column->addSpacing(26);
    column->addWidget(m_security);
    column->addSpacing(10);
    column->addWidget(makeSeal());
    column->addSpacing(26);
    m_managed = new ManagedSection(m_desk, this);
    column->addWidget(m_managed);
    m_keys = new SecuritySection(m_desk, this);
    column->addWidget(m_keys);
    column->addSpacing(26);
    m_keeping = new KeepingSection(m_desk, this);
    column->addWidget(m_keeping);
    column->addSpacing(26);
    column->addWidget(m_vaultTitle);
    column->addSpacing(4);
    column->addWidget(m_vault);
    column->addSpacing(26);
    column->addWidget(about);
    column->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(form);
    connect(m_language, &Segments::chosen, this, [this](int i) { m_preferences.setLanguage(static_cast<LanguageChoice>(i)); });
    connect(m_theme, &Segments::chosen, this, [this](int i) { m_preferences.setTheme(static_cast<ThemeChoice>(i)); });
    connect(m_size, &Segments::chosen, this, [this](int i) { m_preferences.setTextPercent(kSizes[i]); });
    connect(m_contrast, &Segments::chosen, this, [this](int i) { m_preferences.setContrast(i == 1); });
    connect(m_motion, &Segments::chosen, this, [this](int i) { m_preferences.setMotion(static_cast<MotionChoice>(i)); });
    connect(&Theme::it(), &Theme::changed, this, &SettingsPage::sayChoices); // keys change them too
    connect(m_check, &QAbstractButton::clicked, &m_desk, &app::Desk::checkSeal);
    connect(&m_desk, &app::Desk::sealChecked, this, [this] { saySeal(); });
    withWords(this, [this] { say(); });
}

QWidget* SettingsPage::makeSeal()
{
    auto* card = new CardFrame(Token::LineSubtle, this);
    m_sealIcon = new IconLabel(QStringLiteral("seal"), 24, Token::Ok, card);
    m_sealIcon->setGround(Token::OkTint, 9);
    m_sealTitle = new Text(Type::ColumnTitle, Token::TextPrimary, card);
    m_sealWhen = new Text(Type::Secondary, Token::TextSecondary, card);
    m_sealWhen->setWordWrap(true);
    m_check = new Button(ButtonKind::Default, card);
    m_check->setIconName(QStringLiteral("regenerate"));
    m_evidence = new QWidget(card);
    new QGridLayout(m_evidence);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_sealTitle);
    words->addWidget(m_sealWhen);
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_sealIcon);
    top->addLayout(words, 1);
    top->addWidget(m_check);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(22, 18, 22, 10);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(m_evidence);
    return card;
}

void SettingsPage::say()
{
    setAccessibleName(tr("Settings"));
    m_title->setWords(tr("Settings"));
    m_subtitle->setWords(tr("What you can change, and what is being protected."));
    m_looks->setWords(tr("Appearance and text"));
    // Languages are named in themselves, so that everyone finds the way back.
    m_language->setSegments({ tr("As the system"), QStringLiteral("한국어"), QStringLiteral("English") });
    m_theme->setSegments({ tr("As the system"), tr("Light"), tr("Dark") });
    m_size->setSegments({ QStringLiteral("90 %"), QStringLiteral("100 %"), QStringLiteral("115 %"), QStringLiteral("130 %") });
    m_contrast->setSegments({ tr("Usual"), tr("High") });
    m_motion->setSegments({ tr("As the system"), tr("Reduced") });
    sayChoices();
    m_languageRow->setWords(tr("Language"), tr("Changes at once, without a restart."));
    m_themeRow->setWords(tr("Theme"), {});
    m_contrastRow->setWords(tr("Contrast"), tr("High: black and white, strong lines, no tints."));
    m_sizeRow->setWords(tr("Text size"), {});
    m_motionRow->setWords(tr("Motion"), tr("Reduced: nothing slides in, and the caret does not blink."));
    m_security->setWords(tr("Security"));
    m_check->setWords(tr("Check now"));
    m_vaultTitle->setWords(tr("Where the vault is"));
    m_vault->setWords(m_desk.vaultDir());
    saySeal();
}

void SettingsPage::sayChoices()
{
    m_language->setCurrent(static_cast<int>(m_preferences.language()));
    m_theme->setCurrent(static_cast<int>(m_preferences.theme()));
    m_contrast->setCurrent(m_preferences.contrast() ? 1 : 0);
    m_motion->setCurrent(static_cast<int>(m_preferences.motion()));
    for (int i = 0; i < 4; ++i)
        if (kSizes[i] == m_preferences.textPercent())
            m_size->setCurrent(i);
}

void SettingsPage::saySeal()
{
    const SealWords words = sealWords(m_desk.seal());
    m_sealIcon->setIcon(words.icon, words.ink);
    m_sealIcon->setGround(words.ink == Token::Ok ? Token::OkTint : words.ink == Token::Info ? Token::InfoTint : Token::DangerTint, 9);
    m_sealTitle->setWords(words.title);
    const QDateTime when = m_desk.seal().checkedAt;
    m_sealWhen->setWords(when.isValid() ? tr("Checked every ten seconds. Last check %1.").arg(when.toString(QStringLiteral("HH:mm:ss")))
                                        : tr("Checked every ten seconds."));
    delete m_evidence->layout();
    qDeleteAll(m_evidence->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* grid = new QGridLayout(m_evidence);
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(9);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const SealEvidence& one : sealEvidence(m_desk.seal())) {
        grid->addWidget(new Rule(m_evidence), row++, 0, 1, 3);
        grid->addWidget(new IconLabel(one.good ? QStringLiteral("check") : QStringLiteral("warning"), 18, one.good ? Token::Ok : Token::Warning, m_evidence), row, 0);
        auto* what = new Text(Type::Ui, Token::TextPrimary, m_evidence);
        what->setWords(one.what);
        auto* found = new Text(Type::Secondary, Token::TextSecondary, m_evidence);
        found->setWords(one.found);
        grid->addWidget(what, row, 1);
        grid->addWidget(found, row++, 2, Qt::AlignRight);
    }
}

} // namespace sillok::ui
