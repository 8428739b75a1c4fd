#include "ui/chat/composer.h"

#include "ui/chat/attachment_bar.h"
#include "ui/chat/scope_picker.h"
#include "ui/chat/text_block.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/composition.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QTextBlock>
#include <QUrl>

namespace sillok::ui {

ComposerEdit::ComposerEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    auto* silent = new SilentDocument(this);
    silent->setDocumentLayout(new QPlainTextDocumentLayout(silent));
    setDocument(silent);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setFont(sillok::ui::font(Type::Composer));
    connect(&Theme::it(), &Theme::changed, this, [this] { setFont(sillok::ui::font(Type::Composer)); });
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_preedit = event->preeditString();
    QPlainTextEdit::inputMethodEvent(event);
    emit composing();
}

void ComposerEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !(event->modifiers() & Qt::ShiftModifier)) {
        emit entered();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        emit escaped();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

QStringList filesIn(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData* source) const { return source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source); }

void ComposerEdit::insertFromMimeData(const QMimeData* source)
{
    if (const QStringList paths = filesIn(*source); !paths.isEmpty())
        return emit filesGiven(paths);
    insertPlainText(source->text()); // one edit, plain, so that 20,000 lines are one undo step
    ensureCursorVisible();
}

int ComposerEdit::wantedHeight(int maxLines) const
{
    const int line = fontMetrics().lineSpacing();
    int lines = maxLines;
    if (document()->blockCount() <= maxLines) {
        lines = 0;
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
            lines += qMax(1, block.layout()->lineCount());
    }
    return line * qBound(1, lines, maxLines) + 4;
}

/// "모음 이름 ⌄": which documents are searched, or how answers are asked for.
class ToolChip final : public QAbstractButton {
public:
    ToolChip(const QString& icon, int widest, QWidget* parent)
        : QAbstractButton(parent)
        , m_icon(icon)
        , m_widest(widest)
    {
        setCursor(Qt::PointingHandCursor);
        setProperty("radius", 6);
    }
    QSize sizeHint() const override { return QSize(qMin(textWidth(Type::Secondary, text()) + 62, m_widest), scaled(28)); }
    QSize minimumSizeHint() const override { return QSize(62, scaled(28)); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), 6, color(underMouse() ? Token::BgHover : Token::BgList), color(Token::LineStrong));
        paintIcon(painter, m_icon, QRectF(10, (height() - 16) / 2.0, 16, 16), color(Token::TextSecondary));
        paintLine(painter, QRectF(33, 0, width() - 58, height()), { text(), Type::Secondary, Token::TextPrimary, Qt::AlignLeft, Qt::ElideMiddle });
        paintIcon(painter, QStringLiteral("chevron-down"), QRectF(width() - 23, (height() - 14) / 2.0, 14, 14), color(Token::TextMuted));
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString m_icon;
    int m_widest;
};

/// Send, or an outlined stop in the same place.
class SendButton final : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    bool stops = false;
    QSize sizeHint() const override { return QSize(36, 36); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QRectF inner((width() - 20) / 2.0, (height() - 20) / 2.0, 20, 20);
        if (stops) {
            paintBox(painter, rect(), 8, color(underMouse() ? Token::BgHover : Token::BgRaised), color(Token::LineControl));
            paintIcon(painter, QStringLiteral("stop"), inner, color(Token::TextPrimary));
        } else if (isEnabled()) {
            paintBox(painter, rect(), 8, color(isDown() ? Token::AccentPressed : underMouse() ? Token::AccentHover : Token::AccentFill));
            paintIcon(painter, QStringLiteral("send"), inner, color(Token::OnAccent));
        } else {
            paintBox(painter, rect(), 8, Qt::transparent, color(Token::LineStrong));
            paintIcon(painter, QStringLiteral("send"), inner, color(Token::TextDisabled));
        }
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }
};

constexpr int kPauseMs = 300;

Composer::Composer(QWidget* parent)
    : QWidget(parent)
{
    setProperty("radius", 12);
    m_edit = new ComposerEdit(this);
    m_edit->setObjectName(QStringLiteral("composerEdit"));
    m_edit->setProperty("ringTarget", QVariant::fromValue<QWidget*>(this));
    m_files = new AttachmentBar(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 13, 10, 8);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(makeWaiting());
    column->addWidget(m_files);
    column->addLayout(makeTools());
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &Composer::askForSize);
    connectTools();
    connect(&Theme::it(), &Theme::changed, this, [this] { updateHeight(); m_chip->updateGeometry(); });
    withWords(this, [this] { updateWords(); });
    updateHeight();
}

QLayout* Composer::makeTools()
{
    m_attach = Button::iconOnly(QStringLiteral("attach"), this);
    m_attach->setObjectName(QStringLiteral("composerAttach"));
    m_prompts = Button::iconOnly(QStringLiteral("template"), this);
    m_prompts->setObjectName(QStringLiteral("composerPrompts"));
    m_preset = new ToolChip(QStringLiteral("settings"), 200, this);
    m_preset->setObjectName(QStringLiteral("composerPreset"));
    m_preset->hide();
    m_chip = new ToolChip(QStringLiteral("collection"), 380, this);
    m_chip->setObjectName(QStringLiteral("composerCollection"));
    m_widen = Button::iconOnly(QStringLiteral("close"), this);
    m_widen->setObjectName(QStringLiteral("composerWiden"));
    m_widen->hide();
    m_hint = new Text(Type::Caption, Token::TextMuted, this);
    m_hint->setObjectName(QStringLiteral("composerHint"));
    m_hint->setAlignment(Qt::AlignRight);
    m_hint->setElide(Qt::ElideRight);
    m_send = new SendButton(this);
    m_send->setObjectName(QStringLiteral("composerSend"));
    m_send->setCursor(Qt::PointingHandCursor);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(8);
    for (Button* button : { m_attach, m_prompts }) {
        button->setTall(30);
        tools->addWidget(button);
    }
    tools->addWidget(m_chip, 0, Qt::AlignVCenter);
    tools->addWidget(m_widen);
    tools->addWidget(m_preset, 0, Qt::AlignVCenter);
    tools->addWidget(m_hint, 1);
    tools->addWidget(m_send);
    return tools;
}

/// "Reads 1 of 2 files first                 Cancel"
QWidget* Composer::makeWaiting()
{
    m_waitingRow = new QWidget(this);
    m_waitingRow->setObjectName(QStringLiteral("composerWaiting"));
    m_waitingWords = new Text(Type::Secondary, Token::Info, m_waitingRow);
    m_cancelWaiting = new Button(ButtonKind::Quiet, m_waitingRow);
    m_cancelWaiting->setObjectName(QStringLiteral("composerCancelWaiting"));
    m_cancelWaiting->setTall(30);
    auto* row = new QHBoxLayout(m_waitingRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_waitingWords, 1);
    row->addWidget(m_cancelWaiting);
    m_waitingRow->hide();
    return m_waitingRow;
}

void Composer::connectTools()
{
    connect(m_edit, &ComposerEdit::entered, this, &Composer::ask);
    connect(m_edit, &ComposerEdit::filesGiven, this, &Composer::filesGiven);
    connect(m_edit, &ComposerEdit::escaped, this, [this] {
        if (m_waiting)
            emit waitingCancelled();
        else if (m_answering)
            emit stopRequested();
    });
    connect(m_edit->document(), &QTextDocument::contentsChanged, this, [this] {
        m_draftKept = false;
        updateHeight();
        setPromptSize({});
        m_pause.start();
    });
    connect(m_chip, &QAbstractButton::clicked, this, [this] {
        commitPreedit();
        emit scopePickerWanted();
    });
    connect(m_widen, &QAbstractButton::clicked, this, [this] {
        setCollection(m_scope.collection);
        focusEditor();
    });
    connect(m_attach, &QAbstractButton::clicked, this, &Composer::attachWanted);
    connect(m_prompts, &QAbstractButton::clicked, this, &Composer::promptsWanted);
    connect(m_preset, &QAbstractButton::clicked, this, &Composer::presetsWanted);
    connect(m_cancelWaiting, &QAbstractButton::clicked, this, &Composer::waitingCancelled);
    connect(m_send, &QAbstractButton::clicked, this, [this] {
        if (m_answering)
            emit stopRequested();
        else
            ask();
    });
}

void Composer::ask()
{
    commitPreedit();
    const QString question = m_edit->toPlainText().trimmed();
    if (question.isEmpty() || m_answering || m_waiting || !mayAsk()) {
        m_edit->setFocus();
        return;
    }
    m_edit->clear();
    emit asked(question);
}

void Composer::commitPreedit() { Composition::it().commit(); }

void Composer::setAnswering(bool answering)
{
    m_answering = answering;
    updateWords();
}

void Composer::setModelReady(bool ready)
{
    m_modelReady = ready;
    updateWords();
}

void Composer::setContinuing(bool continuing)
{
    m_continuing = continuing;
    updateWords();
}

void Composer::setPromptSize(const app::PromptSize& size)
{
    m_size = size;
    updateWords();
}

void Composer::askForSize()
{
    if (m_modelReady && !m_answering && !m_edit->toPlainText().trimmed().isEmpty())
        emit measureWanted(m_edit->toPlainText().trimmed());
}

/// What the question and the conversation before it take of the model's context; what would leave is said before anything is sent.
QString Composer::sizeWords() const
{
    const QLocale numbers = locale();
    if (m_size.tooLong)
        return tr("Too long for this model: at most %1 tokens").arg(numbers.toString(m_size.limitTokens));
    if (m_size.tokens == 0)
        return {};
    const QString part = tr("%1 / %2 tokens").arg(numbers.toString(m_size.tokens), numbers.toString(m_size.limitTokens));
    return m_size.leftOutMessages == 0 ? part : tr("%1 · the oldest %n message(s) will be left out", nullptr, m_size.leftOutMessages).arg(part);
}

QString Composer::hintWords() const
{
    QStringList parts;
    if (m_draftKept && !m_edit->toPlainText().trimmed().isEmpty())
        parts.append(tr("Draft saved"));
    const QString size = m_modelReady ? sizeWords() : tr("Finds passages");
    if (!size.isEmpty())
        parts.append(size);
    return parts.join(QStringLiteral(" · "));
}

void Composer::setMaxLines(int lines)
{
    m_maxLines = lines;
    updateHeight();
}

void Composer::setCollections(const QList<app::CollectionSummary>& collections)
{
    m_collections = collections;
    if (nameOfCollection().isEmpty())
        m_scope = {};
    updateWords();
}

void Composer::setScope(const app::Scope& scope)
{
    m_scope = scope;
    updateWords();
    m_pause.start();
}

QWidget* Composer::scopeChip() const { return m_chip; }
QWidget* Composer::presetChip() const { return m_preset; }

void Composer::setAttachments(app::CollectionId collection, const QList<app::Attachment>& files)
{
    m_attachedTo = files.isEmpty() ? 0 : collection;
    m_files->setFiles(files);
    if (nameOfCollection().isEmpty())
        m_scope = { m_attachedTo };
    updateWords();
    m_pause.start();
}

void Composer::setMayAttach(bool may, const QString& whyNot)
{
    m_mayAttach = may;
    m_whyNotAttach = whyNot;
    updateWords();
}

void Composer::setPreset(const QString& name, bool shown)
{
    m_preset->setText(name.isEmpty() ? tr("No preset") : name);
    m_preset->setAccessibleName(tr("Preset: %1").arg(m_preset->text()));
    m_preset->setToolTip(plainToolTip(m_preset->accessibleName()));
    m_preset->setVisible(shown);
    m_preset->updateGeometry();
    m_preset->update();
    m_pause.start();
}

void Composer::setWaiting(const QString& reason)
{
    m_waiting = !reason.isEmpty();
    m_waitingWords->setWords(reason);
    m_waitingRow->setVisible(m_waiting);
    m_edit->setReadOnly(m_waiting);
    updateWords();
}

void Composer::setDraftKept(bool kept)
{
    m_draftKept = kept;
    updateWords();
}

QString Composer::nameOfCollection() const
{
    if (m_attachedTo != 0 && m_scope.collection == m_attachedTo)
        return tr("Attached files");
    for (const app::CollectionSummary& one : m_collections)
        if (one.id == m_scope.collection)
            return one.name;
    return {};
}

QString Composer::text() const { return m_edit->toPlainText(); }

void Composer::setText(const QString& text)
{
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::focusEditor() { m_edit->setFocus(Qt::OtherFocusReason); }

void Composer::updateWords()
{
    auto* send = static_cast<SendButton*>(m_send);
    send->stops = m_answering;
    send->setEnabled(m_answering || (mayAsk() && !m_waiting));
    const QString verb = m_answering ? tr("Stop the answer") : tr("Send");
    send->setAccessibleName(verb);
    send->setToolTip(QStringLiteral("%1 (%2)").arg(verb, m_answering ? QStringLiteral("Esc") : QStringLiteral("Enter")));
    send->update();

    const QString name = nameOfCollection();
    m_chip->setText(name.isEmpty() ? tr("No documents") : scopeWords(m_scope, name));
    m_chip->setAccessibleName(tr("Documents to search: %1").arg(m_chip->text()));
    m_chip->setToolTip(plainToolTip(m_scope.limited() ? m_chip->text() : tr("Choose the documents to search")));
    m_widen->setVisible(m_scope.limited());
    m_widen->setWords(tr("Search all of “%1”").arg(name));
    m_chip->updateGeometry();
    m_chip->update();

    const QString ask = m_continuing ? tr("Ask a follow-up question") : tr("Ask a question");
    m_edit->setPlaceholderText(m_modelReady ? ask : tr("Type what to find in the documents"));
    m_edit->setAccessibleName(tr("Question"));
    if (m_answering)
        m_hint->setWords(tr("Answering · Esc stops"));
    else if (!mayAsk())
        m_hint->setWords(m_collections.isEmpty() ? tr("There is no model yet, so add documents first") : tr("There is no model, so choose documents to search"));
    else
        m_hint->setWords(hintWords());
    m_attach->setWords(tr("Attach files"), QStringLiteral("Ctrl+Shift+O"));
    m_attach->setEnabled(m_mayAttach);
    if (!m_mayAttach)
        m_attach->setToolTip(m_whyNotAttach);
    m_prompts->setWords(tr("Prompts and templates"), QStringLiteral("/"));
    m_cancelWaiting->setWords(tr("Cancel"));
    update();
}

void Composer::updateHeight()
{
    const int height = m_edit->wantedHeight(m_maxLines);
    if (m_edit->height() != height || m_edit->maximumHeight() != height)
        m_edit->setFixedHeight(height);
}

void Composer::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 12, color(Token::BgRaised), color(Token::LineControl));
}

} // namespace sillok::ui
