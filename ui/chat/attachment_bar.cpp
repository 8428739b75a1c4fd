#include "ui/chat/attachment_bar.h"

#include "ui/problem_text.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

constexpr int kGap = 6;
constexpr int kWidestChip = 340;

class Say {
    Q_DECLARE_TR_FUNCTIONS(AttachmentBar)
public:
    static QString waiting() { return tr("waiting"); }
    static QString reading() { return tr("reading"); }
    static QString readingPart(int done, int all) { return tr("reading %1 of %2").arg(countWords(done), countWords(all)); }
    static QString ready() { return tr("ready"); }
    static QString named(const QString& name, const QString& state) { return tr("Attached file %1, %2").arg(name, state); }
    static QString remove(const QString& name) { return tr("Remove %1").arg(name); }
    static QString retry(const QString& name) { return tr("Read %1 again").arg(name); }
};

std::pair<QString, Token> signOf(const app::Attachment& file)
{
    using State = app::DocumentState;
    switch (file.state) {
    case State::Waiting: return { QStringLiteral("more"), Token::TextMuted };
    case State::Reading: return { QStringLiteral("clock"), Token::Info };
    case State::Ready: return { QStringLiteral("check"), Token::Ok };
    case State::Partial: return { QStringLiteral("scan"), Token::Warning };
    case State::NeedsPassword: return { QStringLiteral("page-locked"), Token::Warning };
    case State::NoText: return { QStringLiteral("scan"), Token::Warning };
    case State::Unreadable: return { QStringLiteral("error"), Token::Danger };
    }
    return {};
}

} // namespace

QString attachmentStateWords(const app::Attachment& file)
{
    switch (file.state) {
    case app::DocumentState::Waiting: return Say::waiting();
    case app::DocumentState::Reading: return file.pages > 0 ? Say::readingPart(file.page, file.pages) : Say::reading();
    case app::DocumentState::Ready: return Say::ready();
    default: return documentStateWords(file.state);
    }
}

/// Icon of the state, name, words of the state; again where it failed, and away. Delete and Backspace take it away too.
class AttachmentChip final : public QWidget {
    Q_OBJECT
public:
    explicit AttachmentChip(AttachmentBar* bar)
        : QWidget(bar)
    {
        setFocusPolicy(Qt::TabFocus);
        setProperty("radius", 6);
        m_icon = new IconLabel(QStringLiteral("more"), 16, Token::TextMuted, this);
        m_name = new Text(Type::Secondary, Token::TextPrimary, this);
        m_name->setElide(Qt::ElideMiddle);
        m_state = new Text(Type::Caption, Token::TextMuted, this);
        m_retry = Button::iconOnly(QStringLiteral("regenerate"), this);
        m_retry->setObjectName(QStringLiteral("attachmentRetry"));
        m_retry->setTall(28);
        m_remove = Button::iconOnly(QStringLiteral("close"), this);
        m_remove->setObjectName(QStringLiteral("attachmentRemove"));
        m_remove->setTall(28);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(9, 1, 2, 1);
        row->setSpacing(6);
        row->addWidget(m_icon);
        row->addWidget(m_name, 1);
        row->addWidget(m_state);
        row->addWidget(m_retry);
        row->addWidget(m_remove);
        connect(m_remove, &QAbstractButton::clicked, this, [this] { emit removeWanted(m_file); });
        connect(m_retry, &QAbstractButton::clicked, this, [this] { emit retryWanted(m_file); });
        withWords(this, [this] { say(); });
    }

    void setFile(const app::Attachment& file)
    {
        m_file = file;
        say();
    }
    QSize sizeHint() const override
    {
        const int buttons = m_remove->sizeHint().width() + (failed() ? m_retry->sizeHint().width() + 6 : 0);
        const int words = textWidth(Type::Secondary, m_name->words()) + textWidth(Type::Caption, m_state->words());
        return QSize(qMin(kWidestChip, 9 + 16 + 6 + words + 12 + buttons + 6), scaled(30));
    }

signals:
    void removeWanted(const sillok::app::Attachment& file);
    void retryWanted(const sillok::app::Attachment& file);

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), 6, color(Token::BgList), color(failed() ? Token::Danger : Token::LineStrong));
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
            emit removeWanted(m_file);
        else if (failed() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space))
            emit retryWanted(m_file);
        else
            QWidget::keyPressEvent(event);
    }

private:
    bool failed() const { return !m_file.waits() && !m_file.answers(); }

    void say()
    {
        const auto [icon, ink] = signOf(m_file);
        m_icon->setIcon(icon, ink);
        const QString state = attachmentStateWords(m_file);
        m_name->setWords(m_file.name);
        m_state->setWords(state);
        m_state->setInk(failed() ? Token::Danger : Token::TextMuted);
        m_retry->setVisible(failed() && m_file.document != 0);
        m_retry->setWords(Say::retry(m_file.name));
        m_remove->setWords(Say::remove(m_file.name));
        setAccessibleName(Say::named(m_file.name, state));
        const ProblemText why = failed() ? problemText(m_file.problem) : ProblemText();
        const QString reason = QStringList { why.happened, why.next }.join(u' ').trimmed();
        setAccessibleDescription(reason);
        setToolTip(plainToolTip(reason.isEmpty() ? m_file.name : m_file.name + u'\n' + reason));
        updateGeometry();
        update();
    }

    app::Attachment m_file;
    IconLabel* m_icon = nullptr;
    Text* m_name = nullptr;
    Text* m_state = nullptr;
    Button* m_retry = nullptr;
    Button* m_remove = nullptr;
};

AttachmentBar::AttachmentBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("attachmentBar"));
    connect(&Theme::it(), &Theme::changed, this, &AttachmentBar::place);
    withWords(this, [this] { setAccessibleName(tr("Attached files")); });
    hide();
}

/// Chips stay where they are while only their states change, so that the focus stays too.
void AttachmentBar::setFiles(const QList<app::Attachment>& files)
{
    m_files = files;
    while (m_chips.size() > files.size()) {
        AttachmentChip* const last = m_chips.takeLast();
        if (last->isAncestorOf(QApplication::focusWidget()) || last->hasFocus()) {
            if (m_chips.isEmpty())
                focusNextChild();
            else
                m_chips.last()->setFocus(Qt::OtherFocusReason);
        }
        last->hide();
        last->deleteLater();
    }
    while (m_chips.size() < files.size()) {
        auto* chip = new AttachmentChip(this);
        connect(chip, &AttachmentChip::removeWanted, this, &AttachmentBar::removeWanted, Qt::QueuedConnection);
        connect(chip, &AttachmentChip::retryWanted, this, &AttachmentBar::retryWanted, Qt::QueuedConnection);
        chip->show();
        m_chips.append(chip);
    }
    for (qsizetype i = 0; i < files.size(); ++i)
        m_chips[i]->setFile(files[i]);
    setVisible(!files.isEmpty());
    place();
}

void AttachmentBar::place()
{
    int x = 0, y = 0, height = 0;
    for (AttachmentChip* chip : m_chips) {
        const QSize size(qMin(chip->sizeHint().width(), qMax(120, width())), chip->sizeHint().height());
        if (x > 0 && x + size.width() > width()) {
            x = 0;
            y += size.height() + kGap;
        }
        chip->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + kGap;
        height = y + size.height();
    }
    if (this->height() != height || minimumHeight() != height)
        setFixedHeight(height);
}

void AttachmentBar::resizeEvent(QResizeEvent*) { place(); }

} // namespace sillok::ui

#include "attachment_bar.moc"
