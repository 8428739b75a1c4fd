#include "ui/administration/store_progress.h"

#include "ui/widgets/meter.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QVBoxLayout>

namespace sillok::ui {

StoreProgress::StoreProgress(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("storeProgress"));
    m_step = new Text(Type::UiBold, Token::TextPrimary, this);
    m_step->setObjectName(QStringLiteral("progressStep"));
    m_meter = new Meter(this);
    m_words = new Text(Type::Secondary, Token::TextSecondary, this);
    m_words->setObjectName(QStringLiteral("progressWords"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(8);
    column->addWidget(m_step);
    column->addWidget(m_meter);
    column->addWidget(m_words);
    begin();
}

void StoreProgress::begin()
{
    m_step->setWords(tr("Checking the signatures"));
    m_meter->setPart(0);
    m_meter->setAccessibleName(tr("Progress"));
    m_words->setWords(QString());
}

QString StoreProgress::stepWords(app::InstallStep step)
{
    switch (step) {
    case app::InstallStep::Copying: return tr("Copying and checking every byte");
    case app::InstallStep::Checking: return tr("Checking the copy");
    case app::InstallStep::Questions: return tr("Trying it out behind the seal");
    }
    return {};
}

void StoreProgress::setProgress(const app::InstallProgress& progress)
{
    m_step->setWords(stepWords(progress.step));
    m_meter->setPart(progress.all > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.all) : 0);
    QStringList words;
    if (progress.step == app::InstallStep::Questions) {
        words << tr("question %1 of %2").arg(countWords(progress.done), countWords(progress.all));
    } else {
        words << QStringLiteral("%1 / %2").arg(sizeWords(progress.done), sizeWords(progress.all));
        if (progress.bytesPerSecond > 0)
            words << tr("%1 a second").arg(sizeWords(static_cast<qint64>(progress.bytesPerSecond)));
        if (progress.secondsLeft >= 0)
            words << timeLeft(progress.secondsLeft);
    }
    m_words->setWords(words.join(QStringLiteral(" · ")));
    m_meter->setAccessibleDescription(m_words->words());
}

} // namespace sillok::ui
