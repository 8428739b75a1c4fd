// field.h - One-line fields: plain, search, and passphrase with its state line.
#pragma once

#include <QLineEdit>

namespace sillok::ui {

class Button;
class IconLabel;
class SecretEdit;
class Text;

class Field : public QLineEdit {
    Q_OBJECT
public:
    explicit Field(int tall = 36, QWidget* parent = nullptr);
    void setWrong(bool wrong);  ///< red edge; the reason stands below the field

private:
    void applyStyle();
    int m_tall;
};

/// A field with a lens (or another icon), and a cross once something was typed. Esc empties it.
class SearchField : public Field {
    Q_OBJECT
public:
    explicit SearchField(const QString& icon = QStringLiteral("search"), QWidget* parent = nullptr);
    QString typed() const;                 ///< the text with the syllable that is still being put together

signals:
    void typedChanged();

protected:
    void inputMethodEvent(QInputMethodEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QAction* m_clear = nullptr;
    QString m_preedit;
};

/// Label, hidden text, eye, and what the keyboard is known to do. Nothing is learned or predicted by input methods.
class PassphraseField : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseField(QWidget* parent = nullptr);

    void setLabel(const QString& label);
    /// Shown instead of the keyboard state, in red, until the next key.
    void setError(const QString& error);
    void focusField();
    bool isEmpty() const;
    QStringView view() const;                             ///< valid until the next key
    bool sameAs(const PassphraseField& other) const { return view() == other.view(); }
    /// Hands the text out and empties the field.
    QString takeText();
    void setKeyboardHintVisible(bool visible);
    QLineEdit* edit() const;

signals:
    void changed();
    void submitted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void learnFromKey(const QString& typed, Qt::KeyboardModifiers modifiers);
    void showHint();
    void toggleEye();

    enum class Script { Unknown, Latin, Hangul };
    enum class Caps { Unknown, Off, On };
    SecretEdit* m_edit = nullptr;
    Text* m_label = nullptr;
    Text* m_hint = nullptr;
    QWidget* m_hintRow = nullptr;
    IconLabel* m_hintIcon = nullptr;
    Button* m_eye = nullptr;
    Script m_script = Script::Unknown;
    Caps m_caps = Caps::Unknown;
    QString m_error;
};

} // namespace sillok::ui
