// The popup half of status_strip.h.
#include "ui/shell/seal_words.h"
#include "ui/shell/status_strip.h"
#include "ui/style/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace sillok::ui {

SealPopup::SealPopup(QWidget* window)
    : QWidget(window)
{
    setFocusPolicy(Qt::StrongFocus);
    setProperty("ownRing", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    hide();
}

void SealPopup::setReport(const app::SealReport& report)
{
    m_report = report;
    if (isVisible())
        rebuild();
}

void SealPopup::rebuild()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    delete m_rows;
    m_rows = new QWidget(this);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const SealWords words = sealWords(m_report);
    auto* picture = new IconLabel(words.icon, 22, words.ink, m_rows);
    auto* title = new Text(Type::PanelTitle, Token::TextPrimary, m_rows);
    title->setWords(words.title);
    auto* when = new Text(Type::Caption, Token::TextMuted, m_rows);
    when->setWords(m_report.checkedAt.isValid() ? m_report.checkedAt.toString(QStringLiteral("HH:mm:ss")) : QString());
    grid->addWidget(picture, 0, 0);
    grid->addWidget(title, 0, 1);
    grid->addWidget(when, 0, 2, Qt::AlignRight);
    int row = 1;
    for (const SealEvidence& one : sealEvidence(m_report)) {
        grid->addWidget(new Rule(m_rows), row++, 0, 1, 3);
        grid->addWidget(new IconLabel(one.good ? QStringLiteral("check") : QStringLiteral("warning"), 18, one.good ? Token::Ok : Token::Warning, m_rows), row, 0);
        auto* what = new Text(Type::Ui, Token::TextPrimary, m_rows);
        what->setWords(one.what);
        auto* found = new Text(Type::Secondary, Token::TextSecondary, m_rows);
        found->setWords(one.found);
        grid->addWidget(what, row, 1);
        grid->addWidget(found, row++, 2, Qt::AlignRight);
    }
    grid->addWidget(new Rule(m_rows), row++, 0, 1, 3);
    auto* note = new Text(Type::Secondary, Token::TextMuted, m_rows);
    note->setWordWrap(true);
    note->setWords(tr("Checked every ten seconds while this window runs, by asking the operating system about this program and its helpers."));
    grid->addWidget(note, row++, 0, 1, 3);
    auto* again = new Button(ButtonKind::Default, m_rows);
    again->setTall(30);
    again->setIconName(QStringLiteral("regenerate"));
    again->setWords(tr("Check now"));
    connect(again, &QAbstractButton::clicked, this, &SealPopup::checkWanted);
    grid->addWidget(again, row, 0, 1, 3, Qt::AlignRight);
    layout()->addWidget(m_rows);
    setAccessibleName(words.title);
    if (hadFocus)
        again->setFocus(Qt::OtherFocusReason);
}

void SealPopup::openAbove(const QWidget* anchor)
{
    rebuild();
    const int width = qMin(480, parentWidget()->width() - 32);
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    const QPoint at = anchor->mapTo(parentWidget(), QPoint(12, 0));
    setGeometry(at.x(), at.y() - height - 8, width, height);
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    qApp->installEventFilter(this);
}

void SealPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 12, color(Token::BgRaised), color(Token::LineControl));
}

void SealPopup::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        qApp->removeEventFilter(this);
        return;
    }
    QWidget::keyPressEvent(event);
}

bool SealPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && widget != this && !isAncestorOf(widget)) {
            hide();
            qApp->removeEventFilter(this);
        }
    }
    return false;
}

} // namespace sillok::ui
