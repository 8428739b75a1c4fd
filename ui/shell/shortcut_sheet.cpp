#include "ui/shell/shortcut_sheet.h"

#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QGridLayout>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
public:
    static QString title() { return tr("Keys"); }
    static QString close() { return tr("Close"); }
    static QList<QStringList> all()
    {
        return { { QStringLiteral("Enter · Shift+Enter"), tr("Send · new line") },
                 { QStringLiteral("Esc"), tr("Stop the answer, close what is open") },
                 { QStringLiteral("Ctrl+1 … 4"), tr("Chat, documents, models, settings") },
                 { QStringLiteral("Ctrl+N"), tr("New chat, or new collection") },
                 { QStringLiteral("Ctrl+Shift+N"), tr("New temporary chat") },
                 { QStringLiteral("Ctrl+K"), tr("Search everything") },
                 { QStringLiteral("Ctrl+F"), tr("Search chats") },
                 { QStringLiteral("Ctrl+B"), tr("Show or hide the list in a narrow window") },
                 { QStringLiteral("Ctrl+Shift+E"), tr("Export the chat") },
                 { QStringLiteral("Ctrl+E"), tr("Show or hide the evidence") },
                 { QStringLiteral("F8 · Shift+F8"), tr("Next · previous citation") },
                 { QStringLiteral("F2 · Del"), tr("Rename · move to trash") },
                 { QStringLiteral("Ctrl+Z"), tr("Undo what the note below says") },
                 { QStringLiteral("F6 · Shift+F6"), tr("Next · previous part of the window") },
                 { QStringLiteral("Ctrl+L"), tr("Lock the vault") } };
    }
};

} // namespace

void openShortcutSheet(QWidget* window)
{
    auto* sheet = new Sheet(window, Say::title(), {});
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 6, 0, 0);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const QStringList& one : Say::all()) {
        auto* keys = new Text(Type::SecondaryBold, Token::TextPrimary, table);
        keys->setWords(one.at(0));
        auto* words = new Text(Type::Secondary, Token::TextSecondary, table);
        words->setWordWrap(true);
        words->setWords(one.at(1));
        grid->addWidget(keys, row, 0, Qt::AlignTop);
        grid->addWidget(words, row++, 1);
    }
    sheet->addContent(table);
    sheet->addAccept(Say::close(), false);
    sheet->open();
}

} // namespace sillok::ui
