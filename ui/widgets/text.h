// text.h - Words in one of the type roles, with the fixed line height that QLabel cannot give.
#pragma once

#include "ui/style/tokens.h"
#include "ui/style/type.h"

#include <QLabel>

namespace sillok::ui {

/// Wraps inside words where it must (Korean file names have no spaces). `**bold**` marks words to stress.
class Text : public QLabel {
    Q_OBJECT
public:
    Text(Type type, Token ink, QWidget* parent = nullptr);

    void setWords(const QString& words);
    QString words() const { return m_words; }
    void setInk(Token ink);
    void setElide(Qt::TextElideMode mode);  ///< one line only; the whole text becomes the tool tip when cut

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return wordWrap(); }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyStyle();
    void updateToolTip();

    Type m_type;
    Token m_ink;
    QString m_words;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

/// A tool tip that shows `text` as it is: no marks in it are understood, and nothing that they name is loaded.
QString plainToolTip(const QString& text);

} // namespace sillok::ui
