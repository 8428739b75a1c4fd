#include "ui/settings/about_section.h"

#include "ui/actions/actions.h"
#include "ui/stall/stall_recorder.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QVBoxLayout>

namespace sillok::ui {

AboutSection::AboutSection(const StallRecorder& stalls, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_stalls(stalls)
    , m_actions(actions)
{
    m_title = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_version = new Text(Type::Ui, Token::TextPrimary, this);
    m_loop = new Text(Type::Ui, Token::TextPrimary, this);
    m_loop->setObjectName(QStringLiteral("stallReport"));
    m_loop->setWordWrap(true);
    m_note = new Text(Type::Secondary, Token::TextMuted, this);
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (Text* line : { m_title, m_version, m_loop, m_note })
        column->addWidget(line);
    connect(&m_stalls, &StallRecorder::measured, this, &AboutSection::say);
    withWords(this, [this] { say(); });
}

void AboutSection::showEvent(QShowEvent* event)
{
    say();
    QWidget::showEvent(event);
}

void AboutSection::say()
{
    m_title->setWords(tr("About this program"));
    m_version->setWords(tr("Sillok %1").arg(QStringLiteral(SILLOK_VERSION)));
    m_loop->setWords(stallWords());
    m_note->setWords(tr("Measured while the window is used, since it was started. Only times are counted, nothing is written down."));
}

QString AboutSection::stallWords() const
{
    const StallRecorder::Report report = m_stalls.report();
    if (report.beats == 0)
        return tr("Waiting for the window: nothing measured yet");
    const QString usual = tr("Waiting for the window: 99 % of the time at most %1 ms, never longer than %2 ms").arg(report.p99Ms).arg(report.maxMs);
    if (report.longStalls == 0)
        return usual;
    const Action* const action = m_actions.find(report.longestAction);
    const QString behind = tr("%n time(s) longer than a tenth of a second, the longest at %1", nullptr, report.longStalls).arg(timeOfDay(report.longestAt));
    return QStringLiteral("%1 · %2").arg(usual, action ? tr("%1 after “%2”").arg(behind, action->name()) : behind);
}

} // namespace sillok::ui
