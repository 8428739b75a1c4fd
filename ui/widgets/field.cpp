#include "ui/widgets/field.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/style/type.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/secret_edit.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStyle>

#include <utility>

namespace sillok::ui {

Field::Field(int tall, QWidget* parent)
    : QLineEdit(parent)
    , m_tall(tall)
{
    setTextMargins(6, 0, 6, 0);
    connect(&Theme::it(), &Theme::changed, this, &Field::applyStyle);
    applyStyle();
}

void Field::applyStyle()
{
    setFont(sillok::ui::font(Type::Ui));
    setFixedHeight(scaled(m_tall));
}

void Field::setWrong(bool wrong)
{
    setProperty("wrong", wrong);
    update();
}

SearchField::SearchField(const QString& iconName, QWidget* parent)
    : Field(34, parent)
{
    QAction* const sign = addAction(icon(iconName, Token::TextMuted), QLineEdit::LeadingPosition); // readers meet it as a button
    m_clear = addAction(icon(QStringLiteral("close"), Token::TextMuted), QLineEdit::TrailingPosition);
    m_clear->setVisible(false);
    withWords(this, [this, sign] {
        sign->setText(tr("Search"));
        m_clear->setText(tr("Clear"));
    });
    connect(m_clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_clear->setVisible(!text.isEmpty());
        emit typedChanged();
    });
}

QString SearchField::typed() const
{
    QString all = text();
    return all.insert(cursorPosition(), m_preedit);
}

void SearchField::inputMethodEvent(QInputMethodEvent* event)
{
    const QString before = std::exchange(m_preedit, event->preeditString());
    Field::inputMethodEvent(event);
    if (m_preedit != before)
        emit typedChanged();
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    Field::keyPressEvent(event);
}

PassphraseField::PassphraseField(QWidget* parent)
    : QWidget(parent)
{
    m_label = new Text(Type::SecondaryBold, Token::TextPrimary, this);
    m_edit = new SecretEdit(48, this);
    m_edit->setTextMargins(6, 0, 40, 0);
    m_edit->installEventFilter(this);
    m_eye = Button::iconOnly(QStringLiteral("eye"), m_edit);
    m_eye->setCheckable(true);
    m_eye->resize(m_eye->sizeHint());

    m_hintRow = new QWidget(this);
    auto* hintLine = new QHBoxLayout(m_hintRow);
    hintLine->setContentsMargins(0, 0, 0, 0);
    hintLine->setSpacing(8);
    m_hintIcon = new IconLabel(QStringLiteral("keyboard"), 16, Token::TextMuted, m_hintRow);
    m_hint = new Text(Type::Secondary, Token::TextSecondary, m_hintRow);
    m_hint->setWordWrap(true);
    hintLine->addWidget(m_hintIcon, 0, Qt::AlignTop);
    hintLine->addWidget(m_hint, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_label);
    column->addWidget(m_edit);
    column->addWidget(m_hintRow);

    connect(m_edit, &QLineEdit::textChanged, this, &PassphraseField::changed);
    connect(m_edit, &QLineEdit::returnPressed, this, &PassphraseField::submitted);
    connect(m_eye, &QAbstractButton::toggled, this, &PassphraseField::toggleEye);
    withWords(this, [this] {
        m_eye->setWords(m_eye->isChecked() ? tr("Hide the passphrase") : tr("Show the passphrase"));
        showHint();
    });
}

void PassphraseField::setLabel(const QString& label)
{
    m_label->setWords(label);
    m_edit->setAccessibleName(label);
}

void PassphraseField::setError(const QString& error)
{
    m_error = error;
    m_edit->setWrong(!error.isEmpty());
    showHint();
}

void PassphraseField::focusField() { m_edit->setFocus(Qt::OtherFocusReason); }
bool PassphraseField::isEmpty() const { return m_edit->secret().isEmpty(); }
QStringView PassphraseField::view() const { return m_edit->secret(); }
QLineEdit* PassphraseField::edit() const { return m_edit; }

QString PassphraseField::takeText()
{
    QString text = m_edit->secret().toString();
    m_edit->wipe();
    return text;
}

void PassphraseField::setKeyboardHintVisible(bool visible) { m_hintRow->setVisible(visible); }

bool PassphraseField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit)
        return false;
    if (event->type() == QEvent::Resize)
        m_eye->move(m_edit->width() - m_eye->width() - 8, (m_edit->height() - m_eye->height()) / 2);
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_CapsLock && m_caps != Caps::Unknown)
            m_caps = m_caps == Caps::On ? Caps::Off : Caps::On;
        if (!m_error.isEmpty() && !key->text().isEmpty() && key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
            setError({});
        learnFromKey(key->text(), key->modifiers());
    }
    if (event->type() == QEvent::InputMethod) {
        auto* method = static_cast<QInputMethodEvent*>(event);
        learnFromKey(method->preeditString() + method->commitString(), Qt::NoModifier);
    }
    return false;
}

/// There is no portable question for Caps Lock or 한/영, so only what a key has shown is said.
void PassphraseField::learnFromKey(const QString& typed, Qt::KeyboardModifiers modifiers)
{
    if (!typed.isEmpty() && typed.at(0).isLetter()) {
        const QChar c = typed.at(0);
        const bool latin = c.unicode() < 0x80;
        m_script = latin ? Script::Latin : Script::Hangul;
        if (latin)
            m_caps = c.isUpper() == bool(modifiers & Qt::ShiftModifier) ? Caps::Off : Caps::On;
    }
    showHint();
}

void PassphraseField::showHint()
{
    QString words = tr("Check the input language and Caps Lock.");
    const QString script = m_script == Script::Hangul ? tr("Typing: **Hangul**") : tr("Typing: **Latin letters**");
    if (m_script != Script::Unknown)
        words = script;
    if (m_caps != Caps::Unknown)
        words += QStringLiteral("   ") + (m_caps == Caps::On ? tr("Caps Lock is on") : tr("Caps Lock is off"));
    const bool alert = !m_error.isEmpty() || m_caps == Caps::On;
    m_hint->setInk(!m_error.isEmpty() ? Token::Danger : alert ? Token::Warning : Token::TextSecondary);
    m_hint->setWords(m_error.isEmpty() ? words : m_error);
    m_hintIcon->setIcon(m_error.isEmpty() ? QStringLiteral("keyboard") : QStringLiteral("error"),
                        !m_error.isEmpty() ? Token::Danger : alert ? Token::Warning : Token::TextMuted);
    m_edit->setAccessibleDescription(m_hint->text());
}

void PassphraseField::toggleEye()
{
    const bool shown = m_eye->isChecked();
    m_edit->setShown(shown);
    m_eye->setIconName(shown ? QStringLiteral("eye-off") : QStringLiteral("eye"));
    m_eye->setWords(shown ? tr("Hide the passphrase") : tr("Show the passphrase"));
}

} // namespace sillok::ui
