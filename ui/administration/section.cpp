#include "ui/administration/section.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace sillok::ui {

Section::Section(app::Administration& administration, QWidget* parent)
    : FormColumn(parent)
    , m_administration(administration)
{
    column()->setSpacing(8);
    static_cast<QHBoxLayout*>(widget()->layout())->setStretch(0, 0); // below the page's title, not in the middle
}

void Section::clear()
{
    while (QLayoutItem* const item = column()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

Text* Section::addText(Type type, Token ink, const QString& words)
{
    auto* text = new Text(type, ink, widget());
    text->setWordWrap(true);
    text->setWords(words);
    column()->addWidget(text);
    return text;
}

QHBoxLayout* Section::addCard(const QString& name, const QString& title, const QStringList& lines, const QString& trouble)
{
    auto* card = new CardFrame(Token::LineSubtle, widget());
    card->setObjectName(name);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    const auto add = [&](Type type, Token ink, const QString& line) {
        auto* text = new Text(type, ink, card);
        text->setWordWrap(true);
        text->setWords(line);
        words->addWidget(text);
    };
    add(Type::PanelTitle, Token::TextPrimary, title);
    for (const QString& line : lines)
        add(Type::Secondary, Token::TextSecondary, line);
    if (!trouble.isEmpty())
        add(Type::Secondary, Token::Warning, trouble);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(18, 12, 18, 12);
    row->setSpacing(8);
    row->addLayout(words, 1);
    column()->addWidget(card);
    return row;
}

Button* Section::addButton(QHBoxLayout* row, ButtonKind kind, const QString& name, const QString& words, const QString& accessible)
{
    auto* button = new Button(kind, row->parentWidget());
    button->setObjectName(name);
    button->setTall(30);
    button->setWords(words);
    button->setAccessibleName(accessible);
    row->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

} // namespace sillok::ui
