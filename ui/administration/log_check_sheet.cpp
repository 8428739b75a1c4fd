#include "ui/administration/log_check_sheet.h"

#include "ui/widgets/button.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QHBoxLayout>

namespace sillok::ui {

LogCheckSheet::LogCheckSheet(QWidget* window)
    : Sheet(window, tr("Verify with what you have"), tr("With the key every record is checked; a checkpoint proves that nothing is missing at the end."))
{
    setObjectName(QStringLiteral("logCheckSheet"));
    addChoice("chooseFirstKey", tr("Verification key…"), [this](const QStringList& paths) { m_firstKey = paths.value(0); });
    addChoice("chooseCheckpoint", tr("Checkpoint…"), [this](const QStringList& paths) { m_checkpoints = paths; });
    addCancel(tr("Cancel"));
    addAccept(tr("Verify"), false);
}

template <typename Chosen>
void LogCheckSheet::addChoice(const char* name, const QString& words, Chosen chosen)
{
    auto* row = new QWidget(this);
    auto* button = new Button(ButtonKind::Default, row);
    button->setObjectName(QString::fromLatin1(name));
    button->setWords(words);
    auto* which = new Text(Type::Secondary, Token::TextSecondary, row);
    which->setElide(Qt::ElideMiddle);
    which->setWords(tr("none"));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(3, 4, 3, 4);
    line->setSpacing(12);
    line->addWidget(button);
    line->addWidget(which, 1);
    addContent(row);
    connect(button, &QAbstractButton::clicked, this, [this, which, chosen, words] {
        QFileDialog* dialog = openFileDialog(this, words, QFileDialog::ExistingFiles);
        connect(dialog, &QFileDialog::filesSelected, this, [which, chosen](const QStringList& paths) {
            chosen(paths);
            QStringList names;
            for (const QString& path : paths)
                names << QFileInfo(path).fileName();
            which->setWords(names.join(QStringLiteral(", ")));
        });
    });
}

} // namespace sillok::ui
