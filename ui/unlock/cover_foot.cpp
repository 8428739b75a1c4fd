#include "ui/unlock/cover_foot.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>

namespace sillok::ui {

CoverFoot::CoverFoot(Preferences& preferences, QWidget* parent)
    : QWidget(parent)
{
    auto* language = new Button(ButtonKind::Quiet, this);
    language->setTall(30);
    language->setIconName(QStringLiteral("chevron-down"));
    language->setIconBehind(true);
    auto* version = new Text(Type::Secondary, Token::TextMuted, this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 0, 24, 12);
    row->setSpacing(16);
    row->addStretch(1);
    row->addWidget(language);
    row->addWidget(version);
    withWords(this, [=] {
        language->setWords(speaksKorean() ? QStringLiteral("한국어") : QStringLiteral("English"));
        language->setAccessibleName(tr("Language"));
        version->setWords(tr("Sillok %1").arg(QStringLiteral(SILLOK_VERSION)));
    });
    connect(language, &QAbstractButton::clicked, this, [this, language, &preferences] {
        auto* menu = new Menu(this);
        connect(menu->addAction(QStringLiteral("한국어")), &QAction::triggered, this,
                [&preferences] { preferences.setLanguage(LanguageChoice::Korean); });
        connect(menu->addAction(QStringLiteral("English")), &QAction::triggered, this,
                [&preferences] { preferences.setLanguage(LanguageChoice::English); });
        menu->popup(language->mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4)));
    });
}

} // namespace sillok::ui
