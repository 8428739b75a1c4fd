#include "ui/chat/details_sheet.h"

#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QGridLayout>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(AnswerDetails)
public:
    static QString title() { return tr("About this answer"); }
    static QString close() { return tr("Close"); }
    static QString notKnown() { return tr("It was stopped or not kept, so it cannot be made again word for word."); }

    /// What is known, each with its name; in the order of reading.
    static QList<std::pair<QString, QString>> rows(const app::Message& message, const app::AnswerDetails& details)
    {
        QList<std::pair<QString, QString>> all;
        const auto add = [&](const QString& name, const QString& value) {
            if (!value.isEmpty())
                all.append({ name, value });
        };
        add(tr("Model"), message.modelName);
        if (!details.modelId.isEmpty())
            add(tr("Package"), tr("%1, version %2").arg(details.modelId).arg(details.modelVersion));
        add(tr("Written"), dateAndTime(message.createdAt));
        if (message.firstWordSeconds > 0)
            add(tr("First word"), tr("after %1 s").arg(message.firstWordSeconds, 0, 'f', 2));
        if (message.seconds > 0)
            add(tr("Whole answer"), tr("%1 s").arg(message.seconds, 0, 'f', 1));
        if (message.tokensPerSecond > 0)
            add(tr("Speed"), tr("%1 tokens/s").arg(message.tokensPerSecond, 0, 'f', 1));
        if (message.promptTokens > 0)
            add(tr("Read"), tr("%1 tokens").arg(countWords(message.promptTokens)));
        if (message.writtenTokens > 0)
            add(tr("Written length"), tr("%1 tokens").arg(countWords(message.writtenTokens)));
        if (details.known) {
            add(tr("Seed"), QString::number(details.seed));
            add(tr("Program"), details.programVersion);
            add(tr("Fingerprint of the model"), details.modelDigest);
        }
        return all;
    }
};

} // namespace

void openDetailsSheet(QWidget* window, const app::Message& message, const app::AnswerDetails& details)
{
    auto* sheet = new Sheet(window, Say::title(), details.known ? QString() : Say::notKnown());
    auto* table = new QWidget;
    table->setObjectName(QStringLiteral("answerDetails"));
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 6, 0, 0);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [name, value] : Say::rows(message, details)) {
        auto* label = new Text(Type::Secondary, Token::TextMuted, table);
        label->setWords(name);
        auto* words = new Text(Type::Secondary, Token::TextPrimary, table);
        words->setWordWrap(true);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        words->setWords(value);
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(words, row++, 1);
    }
    sheet->addContent(table);
    sheet->addAccept(Say::close(), false);
    sheet->open();
}

} // namespace sillok::ui
