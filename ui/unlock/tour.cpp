#include "ui/unlock/tour.h"

#include "ui/actions/key_map.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(Tour)
public:
    static QString title(int step)
    {
        switch (step) {
        case 0: return tr("Put documents in");
        case 1: return tr("Ask, and look it up");
        default: return tr("Everything by keys");
        }
    }
    static QString body(int step)
    {
        switch (step) {
        case 0: return tr("A collection keeps documents about one matter, encrypted on this computer. The button in the middle of the window puts in samples to try it out.");
        case 1: return tr("Choose a collection below the question. The numbers in an answer show the sentence in its document. Without a model, the passages themselves are the answer.");
        default: return tr("%1 searches everything, %2 lists all that can be done, %3 shows and changes keys, %4 locks the vault. What you typed stays.")
                .arg(keyWords(QStringLiteral("find.everything")), keyWords(QStringLiteral("find.actions")), keyWords(QStringLiteral("go.keys")), keyWords(QStringLiteral("vault.lock")));
        }
    }
    static QString place(int step) { return tr("Step %1 of %2").arg(step + 1).arg(kTourSteps); }
    static QString next() { return tr("Next"); }
    static QString begin() { return tr("Begin"); }
    static QString skip() { return tr("Skip the tour"); }
};

} // namespace

void openTour(QWidget* window, int step)
{
    auto* sheet = new Sheet(window, Say::title(step), Say::body(step));
    sheet->setObjectName(QStringLiteral("tour%1").arg(step));
    auto* place = new Text(Type::Secondary, Token::TextMuted, sheet);
    place->setWords(Say::place(step));
    sheet->addContent(place);
    const bool last = step + 1 == kTourSteps;
    if (!last)
        sheet->addCancel(Say::skip());
    sheet->addAccept(last ? Say::begin() : Say::next(), false);
    if (!last)
        QObject::connect(sheet, &Sheet::accepted, window, [window, step] { openTour(window, step + 1); });
    sheet->open();
}

} // namespace sillok::ui
