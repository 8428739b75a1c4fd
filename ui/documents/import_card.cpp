#include "ui/documents/import_card.h"

#include "ui/style/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace sillok::ui {

ImportCard::ImportCard(QWidget* parent)
    : QWidget(parent)
{
    m_title = new Text(Type::UiBold, Token::TextPrimary, this);
    m_count = new Text(Type::Ui, Token::TextSecondary, this);
    m_rate = new Text(Type::Ui, Token::TextSecondary, this);
    m_left = new Text(Type::Ui, Token::TextSecondary, this);
    m_file = new Text(Type::Secondary, Token::TextSecondary, this);
    m_file->setElide(Qt::ElideMiddle);
    m_note = new Text(Type::Secondary, Token::TextSecondary, this);
    m_meter = new Meter(this);
    m_cancel = new Button(ButtonKind::Default, this);
    m_cancel->setObjectName(QStringLiteral("importCancel"));
    m_cancel->setTall(30);

    m_pause = new Button(ButtonKind::Default, this);
    m_pause->setObjectName(QStringLiteral("importPause"));
    m_pause->setTall(30);

    auto* top = new QHBoxLayout;
    top->setSpacing(14);
    top->addWidget(m_title);
    top->addStretch(1);
    top->addWidget(m_count);
    top->addWidget(m_rate);
    top->addWidget(m_left);
    top->addWidget(m_pause);
    top->addWidget(m_cancel);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(16);
    bottom->addWidget(m_file, 1);
    bottom->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 18, 12);
    column->setSpacing(9);
    column->addLayout(top);
    column->addWidget(m_meter);
    column->addLayout(bottom);
    connect(m_cancel, &QAbstractButton::clicked, this, &ImportCard::cancelWanted);
    connect(m_pause, &QAbstractButton::clicked, this, [this] { m_progress.paused ? emit resumeWanted() : emit pauseWanted(); });
    withWords(this, [this] { say(); });
}

void ImportCard::setProgress(const app::ImportProgress& progress)
{
    m_progress = progress;
    say();
}

void ImportCard::say()
{
    m_title->setWords(m_progress.paused ? tr("Reading is paused") : tr("Reading documents"));
    m_pause->setWords(m_progress.paused ? tr("Resume") : tr("Pause"));
    m_cancel->setWords(tr("Cancel"));
    m_count->setWords(QStringLiteral("**%1** / ").arg(countWords(m_progress.done)) + grouped(tr("%n file(s)", nullptr, m_progress.total), m_progress.total));
    const double rate = m_progress.filesPerSecond;
    m_rate->setWords(rate > 0 && !m_progress.paused ? tr("%1 a second").arg(rate, 0, 'f', 1) : QString());
    m_left->setWords(m_progress.paused ? QString() : timeLeft(m_progress.secondsLeft));
    m_file->setWords(m_progress.recognisedPage > 0
            ? tr("%1, recognising page %2 of %3").arg(m_progress.currentFile).arg(m_progress.recognisedPage).arg(m_progress.recognisedPages)
            : m_progress.currentFile);
    m_note->setWords(m_progress.failed > 0 ? tr("%n file(s) not read, the rest goes on", nullptr, m_progress.failed)
                                           : tr("What is read stays, also when you cancel"));
    m_meter->setPart(m_progress.total > 0 ? double(m_progress.done) / m_progress.total : 0);
    m_meter->setAccessibleName(tr("Progress of reading"));
    m_meter->setAccessibleDescription(m_count->text());
}

void ImportCard::resizeEvent(QResizeEvent*)
{
    m_rate->setVisible(width() > 560);
    m_note->setVisible(width() > 520);
}

void ImportCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 10, color(Token::BgRaised), color(Token::LineSubtle));
}

} // namespace sillok::ui
