#include "ui/shell/status_strip.h"

#include "ui/shell/context_meter.h"
#include "ui/shell/seal_words.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace sillok::ui {

StripItem::StripItem(QWidget* parent)
    : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setProperty("radius", 2);
}

void StripItem::setContent(const QString& icon, int inkToken, const QString& title, const QString& detail)
{
    m_icon = icon;
    m_ink = inkToken;
    m_title = title;
    m_detail = detail;
    setAccessibleName((title + u' ' + detail).trimmed());
    updateGeometry();
    update();
}

void StripItem::setShort(bool isShort)
{
    m_short = isShort;
    updateGeometry();
}

QSize StripItem::sizeHint() const
{
    int width = 14 + 16 + 7 + textWidth(m_detail.isEmpty() ? Type::Secondary : Type::CaptionBold, m_title) + 14;
    if (!m_short && !m_detail.isEmpty())
        width += textWidth(Type::Caption, m_detail) + 14;
    return QSize(width, scaled(29));
}

void StripItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse())
        painter.fillRect(rect(), color(Token::BgHover));
    const Token ink = static_cast<Token>(m_ink);
    paintIcon(painter, m_icon, QRectF(14, (height() - 16) / 2.0, 16, 16), color(ink));
    const bool pair = !m_detail.isEmpty();
    const qreal used = paintLine(painter, QRectF(37, 0, width() - 40, height()), { m_title, pair ? Type::CaptionBold : Type::Secondary, ink });
    if (pair && !m_short)
        paintLine(painter, QRectF(37 + used + 14, 0, width() - 51 - used, height()), { m_detail, Type::Caption, Token::TextMuted });
}

StatusStrip::StatusStrip(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgRail);
    m_seal = new StripItem(this);
    m_seal->setObjectName(QStringLiteral("stripSeal"));
    m_import = new StripItem(this);
    m_import->hide();
    m_model = new StripItem(this);
    m_model->setObjectName(QStringLiteral("stripModel"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_seal);
    row->addStretch(1);
    row->addWidget(m_import);
    m_context = new ContextMeter(this);
    row->addWidget(m_context);
    row->addWidget(m_model);
    connect(m_seal, &QAbstractButton::clicked, this, &StatusStrip::sealWanted);
    connect(m_model, &QAbstractButton::clicked, this, &StatusStrip::modelsWanted);
    connect(m_import, &QAbstractButton::clicked, this, &StatusStrip::documentsWanted);
    connect(&Theme::it(), &Theme::changed, this, [this] { setFixedHeight(scaled(30)); say(); });
    setFixedHeight(scaled(30));
    say();
}

void StatusStrip::setSeal(const app::SealReport& report)
{
    m_report = report;
    say();
}

void StatusStrip::setEngine(const app::EngineStatus& status)
{
    m_engine = status;
    say();
}

void StatusStrip::setImport(const app::ImportProgress& progress)
{
    m_progress = progress;
    m_importing = !progress.finished;
    say();
}

void StatusStrip::setContext(const app::PromptSize& size) { m_context->setSize(size); }

void StatusStrip::setShort(bool isShort)
{
    m_seal->setShort(isShort);
}

void StatusStrip::say()
{
    setAccessibleName(tr("Status"));
    const SealWords seal = sealWords(m_report);
    m_seal->setContent(seal.icon, static_cast<int>(seal.ink), seal.title, seal.detail);
    m_seal->setToolTip(tr("Show what was checked"));

    const auto model = [this](const char* icon, Token ink, const QString& words) {
        m_model->setContent(QString::fromLatin1(icon), static_cast<int>(ink), words, {});
    };
    switch (m_engine.state) {
    case app::EngineState::NoModel: model("model", Token::Warning, tr("No model · answers with passages")); break;
    case app::EngineState::Loading: model("clock", Token::Info, tr("Loading %1").arg(withObject(m_engine.modelName))); break;
    case app::EngineState::Ready:
    case app::EngineState::Answering: model("model", Token::TextSecondary, m_engine.modelName); break;
    case app::EngineState::Died: model("warning", Token::Warning, tr("%1 stopped · starts with the next question").arg(withSubject(m_engine.modelName))); break;
    }
    m_import->setVisible(m_importing);
    if (m_importing) {
        QString words = tr("Reading %1 / %2").arg(countWords(m_progress.done), countWords(m_progress.total));
        if (m_progress.secondsLeft >= 0)
            words += QStringLiteral(" · ") + timeLeft(m_progress.secondsLeft);
        m_import->setContent(QStringLiteral("documents"), static_cast<int>(Token::TextSecondary), words, {});
    }
}

void StatusStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), color(Token::LineStrong));
    if (m_import->isVisible())
        painter.fillRect(QRect(m_import->x() + m_import->width(), 8, 1, height() - 15), color(Token::LineStrong));
    if (m_context->isVisible())
        painter.fillRect(QRect(m_model->x(), 8, 1, height() - 15), color(Token::LineStrong));
}

void StatusStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        say();
    QWidget::changeEvent(event);
}

} // namespace sillok::ui
