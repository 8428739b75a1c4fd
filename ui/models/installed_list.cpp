#include "ui/models/installed_list.h"

#include "ui/widgets/button.h"
#include "ui/widgets/form.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QLocale>

namespace sillok::ui {

InstalledList::InstalledList(QWidget* parent)
    : QWidget(parent)
{
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
    withWords(this, [this] { say(); });
}

void InstalledList::setModels(const QList<app::InstalledModel>& models)
{
    m_models = models;
    say();
}

void InstalledList::say()
{
    setAccessibleName(tr("Installed models"));
    while (QLayoutItem* const item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_models.isEmpty()) {
        auto* none = new Text(Type::Secondary, Token::TextSecondary, this);
        none->setObjectName(QStringLiteral("noInstalledModel"));
        none->setWordWrap(true);
        none->setWords(tr("None is installed. Signed packages are installed here or under Manage, by whoever may."));
        m_rows->addWidget(none);
        return;
    }
    for (const app::InstalledModel& model : m_models)
        m_rows->addWidget(makeRow(model));
}

QWidget* InstalledList::makeRow(const app::InstalledModel& model)
{
    auto* row = new CardFrame(Token::LineSubtle, this);
    row->setObjectName(QStringLiteral("installed %1").arg(model.id));
    auto* title = new Text(Type::PanelTitle, Token::TextPrimary, row);
    title->setElide(Qt::ElideMiddle);
    title->setWords(speaksKorean() ? model.titleKo : model.titleEn);
    auto* facts = new Text(Type::Secondary, Token::TextSecondary, row);
    facts->setWordWrap(true);
    QStringList words { tr("version %1").arg(countWords(model.version)), sizeWords(model.sizeBytes),
        model.commercialUse ? model.licence : tr("%1, not for commercial use").arg(model.licence) };
    if (model.questions > 0)
        words << tr("%1 of %2 test questions right").arg(countWords(model.right), countWords(model.questions))
              << tr("%1 tokens a second here").arg(QLocale().toString(model.tokensPerSecond, 'f', 1));
    if (!model.allowed)
        words << tr("not allowed by your institution");
    else if (model.belowFloor)
        words << tr("below what your institution asks of the model that answers");
    facts->setWords(words.join(QStringLiteral(" · ")));
    auto* fit = new Text(Type::Secondary, Token::TextSecondary, row);
    fit->setObjectName(QStringLiteral("fit %1").arg(model.id));
    fit->setWordWrap(true);
    const bool fits = model.neededBytes <= model.freeBytes;
    fit->setInk(fits ? Token::Ok : Token::Warning);
    fit->setWords(fits ? tr("Fits: %1 of memory needed, %2 free").arg(sizeWords(model.neededBytes), sizeWords(model.freeBytes))
                       : tr("Does not fit now: %1 of memory needed, %2 free. Close other programs, or take a smaller model.").arg(sizeWords(model.neededBytes), sizeWords(model.freeBytes)));
    fit->setVisible(model.neededBytes > 0);
    auto* use = new Button(ButtonKind::Default, row);
    use->setObjectName(QStringLiteral("use %1").arg(model.id));
    use->setTall(30);
    use->setWords(tr("Use"));
    use->setAccessibleName(tr("Use %1").arg(title->words()));
    use->setEnabled(model.allowed && !model.belowFloor);
    connect(use, &QAbstractButton::clicked, this, [this, id = model.id] { emit chosen(id); });
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(title);
    texts->addWidget(facts);
    texts->addWidget(fit);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(18, 12, 18, 12);
    line->setSpacing(14);
    line->addLayout(texts, 1);
    line->addWidget(use);
    return row;
}

} // namespace sillok::ui
