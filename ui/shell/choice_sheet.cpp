#include "ui/shell/choice_sheet.h"

#include "ui/widgets/button.h"
#include "ui/widgets/sheet.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Choices)
public:
    static QString cancel() { return tr("Cancel"); }
};

} // namespace

void openChoiceSheet(QWidget* window, const char* name, const QString& title, const QString& body, const QStringList& answers, std::function<void(int)> go)
{
    auto* sheet = new Sheet(window, title, body);
    sheet->setObjectName(QString::fromLatin1(name));
    for (int i = 0; i < answers.size(); ++i) {
        auto* answer = new Button(ButtonKind::Quiet, sheet);
        answer->setObjectName(QStringLiteral("choice%1").arg(i));
        answer->setWords(answers[i]);
        sheet->addContent(answer);
        QObject::connect(answer, &QAbstractButton::clicked, sheet, [sheet, go, i] {
            sheet->finish();
            go(i);
        });
    }
    sheet->addCancel(Words::cancel());
    sheet->open();
}

} // namespace sillok::ui
